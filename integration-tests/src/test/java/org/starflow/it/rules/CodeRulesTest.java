package org.starflow.it.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** How code inside the modules is written. */
class CodeRulesTest {
    static final List<String> MODULES = Modules.NAMES;

    private static final DescribedPredicate<JavaClass> TALKS_TO_A_PERSON = DescribedPredicate.describe(
            "are part of a command line",
            type -> type.getPackageName().startsWith("org.starflow.producer")
                    || type.getPackageName().contains(".cli")
                    || type.getPackageName().startsWith("org.starflow.local"));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = Modules.all();
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void packagesFormNoCycle(String module) {
        slices().matching("org.starflow." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyCommandLinesPrint() {
        noClasses()
                .that(DescribedPredicate.not(TALKS_TO_A_PERSON))
                .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(classes);
    }

    @Test
    void logsGoThroughSlf4j() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.starflow.local.cli..", "org.starflow.*.telemetry..") // they set up the logs
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.jboss.logging..", "org.apache.log4j..")
                .check(classes);
    }

    @Test
    void beansAreInjectedThroughConstructors() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(classes);
    }

    @Test
    void loggersAreConstants() {
        fields().that()
                .haveRawType("org.slf4j.Logger")
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .check(classes);
    }

    @Test
    void printingIsFound() {
        // Given
        var printer = new ClassFileImporter().importClasses(Printer.class);

        // When
        var result = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.evaluate(printer);

        // Then
        assertThat(result.hasViolation()).isTrue();
    }

    /** Breaks the rule on purpose. */
    private static final class Printer {
        @SuppressWarnings("unused")
        void print() {
            System.out.println("spectrum");
        }
    }
}
