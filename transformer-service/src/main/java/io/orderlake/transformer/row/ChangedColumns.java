package io.orderlake.transformer.row;

import io.orderlake.contract.Column;
import io.orderlake.contract.TableSpec;
import io.orderlake.transformer.change.RowImages;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Names of what an update changed: declared columns in schema order, then the others by name. */
final class ChangedColumns {

    private final List<String> declared;

    ChangedColumns(TableSpec table) {
        declared = table.columns().stream().map(Column::name).toList();
    }

    /** Empty unless there are both an old and a new image. */
    List<String> of(RowImages images) {
        ObjectNode old = images.old();
        ObjectNode current = images.current();
        if (old == null || current == null) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>(declared);
        Set<String> others = new TreeSet<>(old.propertyNames());
        others.addAll(current.propertyNames());
        names.addAll(others);
        if (images.extent() == RowImages.Extent.PART) {
            names.retainAll(old.propertyNames());
        }
        names.removeIf(name -> isSame(old.get(name), current.get(name)));
        return List.copyOf(names);
    }

    private static boolean isSame(@Nullable JsonNode before, @Nullable JsonNode after) {
        return Objects.equals(before, after)
                || (after != null && after.asString("").equals(RowImages.UNAVAILABLE));
    }
}
