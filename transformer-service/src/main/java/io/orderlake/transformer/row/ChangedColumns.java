package io.orderlake.transformer.row;

import io.orderlake.contract.Column;
import io.orderlake.contract.TableSpec;
import io.orderlake.transformer.change.Images;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Names of what an update changed: declared columns in schema order, then the others by name. */
final class ChangedColumns {

    private final List<String> declared;

    ChangedColumns(TableSpec table) {
        declared = table.columns().stream().map(Column::name).toList();
    }

    /** Empty unless there are both an old and a new image. */
    List<String> of(Images images) {
        ObjectNode old = images.old();
        ObjectNode current = images.current();
        if (old == null || current == null) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>(declared);
        Set<String> others = new TreeSet<>(old.propertyNames());
        others.addAll(current.propertyNames());
        names.addAll(others);
        List<String> changed = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(old.get(name), current.get(name))) {
                changed.add(name);
            }
        }
        return changed;
    }
}
