package io.orderlake.launcher.lake;

import io.orderlake.launcher.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * Tables of bronze, silver and gold as SELECT statements on the data files of a snapshot. Columns are identified by their ids, as in
 * Iceberg: renamed and widened columns are found in old files, and a column that a file lacks is null.
 */
public final class LayerViews implements AutoCloseable {

    private final Supplier<LayerTables> source;
    private final @Nullable AsOf asOf;
    private @Nullable LayerTables opened;

    /**
     * @param source called once, when the first table of a layer is needed
     * @param asOf null for the current state
     */
    public LayerViews(Supplier<LayerTables> source, @Nullable AsOf asOf) {
        this.source = source;
        this.asOf = asOf;
    }

    /** The time as of which tables are read; null for the current state. */
    @Nullable AsOf asOf() {
        return asOf;
    }

    private LayerTables tables() {
        LayerTables tables = opened;
        if (tables == null) {
            tables = source.get();
            opened = tables;
        }
        return tables;
    }

    List<ReferencedTables.Name> all() {
        return tables().all();
    }

    /** The names of all tables if the catalog is open already; otherwise none. */
    List<String> known() {
        return opened == null
                ? List.of()
                : all().stream().map(ReferencedTables.Name::toString).toList();
    }

    String select(ReferencedTables.Name name) {
        Table table = tables().find(name.schema(), name.table()).orElseThrow(() -> missing(name));
        Long snapshot = snapshot(name, table);
        Schema schema = asOf == null || snapshot == null ? table.schema() : SnapshotUtil.schemaFor(table, snapshot);
        List<Path> files = snapshot == null ? List.of() : tables().files(table, snapshot);
        try {
            return files.isEmpty() ? empty(schema) : select(name, table, schema, files);
        } catch (IllegalArgumentException type) {
            throw new UserError("Cannot read " + name + ": " + type.getMessage(), type);
        }
    }

    private @Nullable Long snapshot(ReferencedTables.Name name, Table table) {
        if (asOf != null) {
            return asOf.snapshot(name.toString(), table);
        }
        Snapshot current = table.currentSnapshot();
        return current == null ? null : current.snapshotId();
    }

    private UserError missing(ReferencedTables.Name name) {
        List<String> known = known();
        return new UserError("Cannot read " + name + ": the catalog has no such table"
                + (known.isEmpty() ? ", and no others" : "\nTables: " + String.join(", ", known)));
    }

    private static String empty(Schema schema) {
        return schema.columns().stream()
                .map(column -> "NULL::" + DuckTypes.of(column.type()) + " AS " + Duck.name(column.name()))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    private static String select(ReferencedTables.Name name, Table table, Schema schema, List<Path> files) {
        if (table.properties().containsKey(TableProperties.DEFAULT_NAME_MAPPING)) {
            throw new UserError("Cannot read " + name + ": expected files written by Iceberg, which contain column ids,"
                    + " but the columns of its files are identified by name (" + TableProperties.DEFAULT_NAME_MAPPING
                    + ")");
        }
        String list =
                files.stream().map(file -> Duck.quoted(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        String columns =
                schema.columns().stream().map(LayerViews::column).collect(Collectors.joining(", ", "MAP {", "}"));
        return "SELECT * FROM read_parquet(" + list + ", schema = " + columns + ")";
    }

    private static String column(NestedField column) {
        return column.fieldId() + ": {name: " + Duck.quoted(column.name()) + ", type: "
                + Duck.quoted(DuckTypes.of(column.type())) + ", default_value: NULL}";
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
