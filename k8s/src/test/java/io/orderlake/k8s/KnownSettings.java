package io.orderlake.k8s;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * The settings that a service reads, found in its settings records.
 *
 * @param records by prefix
 * @param types of the values, by key
 */
record KnownSettings(Map<String, Class<?>> records, Map<String, Type> types) {

    KnownSettings {
        records = Map.copyOf(records);
        types = new TreeMap<>(types);
    }

    static KnownSettings of(String... packages) {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Map<String, Class<?>> records = new LinkedHashMap<>();
        Map<String, Type> types = new LinkedHashMap<>();
        Stream.of(packages)
                .flatMap(name -> scan.findCandidateComponents(name).stream())
                .map(found -> loaded(String.valueOf(found.getBeanClassName())))
                .filter(Class::isRecord)
                .forEach(type -> {
                    ConfigurationProperties annotation = type.getAnnotation(ConfigurationProperties.class);
                    String prefix = annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
                    records.put(prefix, type);
                    collect(prefix, type, types);
                });
        return new KnownSettings(records, types);
    }

    private static void collect(String prefix, Class<?> type, Map<String, Type> types) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                collect(key, component.getType(), types);
            } else {
                types.put(key, component.getGenericType());
            }
        }
    }

    /** Whether the service reads a setting from the variable. */
    boolean readsVariable(String variable) {
        return types.entrySet().stream()
                .anyMatch(known -> variable.equals(variable(known.getKey()))
                        || (isOpen(known.getValue()) && variable.startsWith(variable(known.getKey()) + "_")));
    }

    /** Whether the service reads a setting from the key. */
    boolean readsKey(String key) {
        return types.containsKey(key)
                || types.entrySet().stream()
                        .anyMatch(known -> isOpen(known.getValue()) && key.startsWith(known.getKey() + "."));
    }

    /** The environment variable of a key, in the spelling of the README. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static boolean isOpen(Type type) {
        Class<?> raw = raw(type);
        return Map.class.isAssignableFrom(raw) || Collection.class.isAssignableFrom(raw);
    }

    static Class<?> raw(Type type) {
        return type instanceof Class<?> known
                ? known
                : (Class<?>) ((java.lang.reflect.ParameterizedType) type).getRawType();
    }

    static List<Type> arguments(Type type) {
        return type instanceof java.lang.reflect.ParameterizedType generic
                ? List.of(generic.getActualTypeArguments())
                : List.of();
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
