package io.orderlake.contract;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tables of a deployment. */
public final class Tables {

    private final Map<String, TableSpec> byName = new LinkedHashMap<>();
    private final Map<String, TableSpec> bySource = new LinkedHashMap<>();

    /** @throws IllegalArgumentException where two tables share a name or a source */
    public Tables(List<TableSpec> tables) {
        for (TableSpec table : tables) {
            if (byName.put(table.name(), table) != null || bySource.put(table.source(), table) != null) {
                throw new IllegalArgumentException("Cannot use table " + table.name()
                        + ": expected names and sources that differ, but \"" + table.name() + "\" or \""
                        + table.source()
                        + "\" occurs twice");
            }
        }
    }

    public Collection<TableSpec> all() {
        return List.copyOf(byName.values());
    }

    public Optional<TableSpec> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The table of a source's table name. */
    public Optional<TableSpec> ofSource(String source) {
        return Optional.ofNullable(bySource.get(source));
    }
}
