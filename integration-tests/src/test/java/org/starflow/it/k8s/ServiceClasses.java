package org.starflow.it.k8s;

import org.starflow.it.support.Project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the class files of a module say: constants and configuration keys. Nothing is loaded. */
final class ServiceClasses {
    private final Path classes;

    private ServiceClasses(Path classes) {
        this.classes = classes;
    }

    /** Compiled classes of a module. */
    static ServiceClasses of(String module) {
        Path classes = Project.root().resolve(module + "/target/classes");
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(classes + " is missing: compile " + module + " first");
        }
        return new ServiceClasses(classes);
    }

    /** Values of the constants of a class, by name. */
    Map<String, Object> constants(String type) {
        return constants(parse(file(type)));
    }

    /** Values of the constants of every class whose simple name ends so. */
    List<Object> constantsOfAll(String ending) {
        try (var files = Files.walk(classes)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending + ".class"))
                    .flatMap(file -> constants(parse(file)).values().stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys of a configuration mapping and their defaults; a key that is a map ends in a dot. */
    Map<String, Optional<String>> keys(String mapping, String prefix) {
        var keys = new TreeMap<String, Optional<String>>();
        for (MethodModel method : parse(file(mapping)).methods()) {
            String key = prefix + "." + kebab(method.methodName().stringValue());
            ClassDesc type = method.methodTypeSymbol().returnType();
            String nested = type.packageName() + "." + type.displayName();
            if (nested.startsWith(mapping + "$")) {
                keys.putAll(keys(nested, key));
            } else {
                keys.put(type.displayName().equals("Map") ? key + "." : key, withDefault(method));
            }
        }
        return keys;
    }

    private static Map<String, Object> constants(ClassModel type) {
        var constants = new TreeMap<String, Object>();
        type.fields()
                .forEach(field -> field.findAttribute(Attributes.constantValue())
                        .ifPresent(value -> constants.put(
                                field.fieldName().stringValue(),
                                value.constant().constantValue())));
        return constants;
    }

    private static Optional<String> withDefault(MethodModel method) {
        return method.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .filter(annotation -> annotation.classSymbol().displayName().equals("WithDefault"))
                .flatMap(ServiceClasses::value)
                .findFirst();
    }

    private static Stream<String> value(Annotation annotation) {
        return annotation.elements().stream()
                .map(element -> element.value())
                .filter(AnnotationValue.OfString.class::isInstance)
                .map(value -> ((AnnotationValue.OfString) value).stringValue());
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private Path file(String type) {
        return classes.resolve(type.replace('.', '/') + ".class");
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
