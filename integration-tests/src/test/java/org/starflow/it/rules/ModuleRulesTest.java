package org.starflow.it.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.it.rules.Modules.LOCAL;
import static org.starflow.it.rules.Modules.MODEL;
import static org.starflow.it.rules.Modules.PRODUCER;
import static org.starflow.it.rules.Modules.RECORDS;
import static org.starflow.it.rules.Modules.SCHEMAS;
import static org.starflow.it.rules.Modules.SINK;
import static org.starflow.it.rules.Modules.WORKER;

/** Dependencies point one way: schemas ← model ← {producer, worker}; schemas ← sink; local knows none of them. */
class ModuleRulesTest {
    static final List<String> MODULES = Modules.NAMES;

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = Modules.all();
    }

    static List<ArchRule> directions() {
        return List.of(
                knowsNot(SCHEMAS, MODEL, PRODUCER, WORKER, SINK, LOCAL),
                knowsNot(RECORDS, SCHEMAS, MODEL, PRODUCER, WORKER, SINK, LOCAL),
                knowsNot(MODEL, PRODUCER, WORKER, SINK, LOCAL),
                knowsNot(PRODUCER, WORKER, SINK, LOCAL),
                knowsNot(WORKER, PRODUCER, SINK, LOCAL),
                knowsNot(SINK, MODEL, PRODUCER, WORKER, LOCAL),
                knowsNot(LOCAL, RECORDS, SCHEMAS, MODEL, PRODUCER, WORKER, SINK));
    }

    /** Beans and configuration belong to the services; these three run in a plain JVM. */
    static List<ArchRule> plainJava() {
        return List.of(SCHEMAS, MODEL, LOCAL).stream()
                .map(plain -> (ArchRule) noClasses()
                        .that()
                        .resideInAPackage(plain)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile.."))
                .toList();
    }

    @ParameterizedTest
    @MethodSource({"directions", "plainJava"})
    void holds(ArchRule rule) {
        // A rule whose subject matches no class fails: archRule.failOnEmptyShould is on by default.
        rule.check(classes);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void everyModuleWasRead(String module) {
        // Given
        var read = new ClassFileImporter().importPath(Modules.classes(module));

        // When
        var own = read.stream().filter(type -> type.getPackageName().startsWith("org.starflow." + module));

        // Then
        assertThat(own).as("production classes of %s", module).hasSizeGreaterThan(3);
    }

    @Test
    void aForbiddenDependencyIsFound() {
        // Given: this class knows ArchUnit
        var self = new ClassFileImporter().importClasses(ModuleRulesTest.class);

        // When
        var result =
                knowsNot("org.starflow.it.rules..", "com.tngtech.archunit..").evaluate(self);

        // Then
        assertThat(result.hasViolation()).isTrue();
    }

    private static ArchRule knowsNot(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}
