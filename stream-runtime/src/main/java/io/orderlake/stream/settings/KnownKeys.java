package io.orderlake.stream.settings;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** The keys that the settings records of a service read. */
final class KnownKeys {

    private final List<ConfigurationPropertyName> values = new ArrayList<>();
    /** Maps and lists: any key below is allowed. */
    private final List<ConfigurationPropertyName> open = new ArrayList<>();

    /** Adds what a record reads below a prefix. */
    void add(String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            ConfigurationPropertyName key = ConfigurationPropertyName.of(prefix)
                    .append(DataObjectPropertyName.toDashedForm(component.getName()));
            Class<?> type = component.getType();
            if (type.isRecord()) {
                add(key.toString(), type);
            } else if (Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type)) {
                open.add(key);
            } else {
                values.add(key);
            }
        }
    }

    boolean contains(ConfigurationPropertyName key) {
        return values.contains(key) || open.stream().anyMatch(parent -> parent.equals(key) || parent.isAncestorOf(key));
    }

    /** Environment variables cannot hold dashes, and may hold underscores where there are dashes. */
    boolean containsVariable(ConfigurationPropertyName key) {
        String letters = letters(key);
        return values.stream().anyMatch(value -> letters(value).equals(letters))
                || open.stream().anyMatch(parent -> letters.startsWith(letters(parent)));
    }

    /** Whether a settings record other than the common root might have been meant. */
    boolean coversVariable(ConfigurationPropertyName key) {
        return values.stream()
                .map(ConfigurationPropertyName::getParent)
                .filter(parent -> parent.getNumberOfElements() > 1)
                .anyMatch(parent -> parent.isAncestorOf(key));
    }

    /** What might have been meant: the keys beside it, or else all. */
    String meant(ConfigurationPropertyName key) {
        List<ConfigurationPropertyName> beside =
                values.stream().filter(key.getParent()::isParentOf).toList();
        return (beside.isEmpty() ? values : beside)
                .stream().map(ConfigurationPropertyName::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String letters(ConfigurationPropertyName key) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < key.getNumberOfElements(); i++) {
            letters.append(key.getElement(i, ConfigurationPropertyName.Form.UNIFORM));
        }
        return letters.toString();
    }
}
