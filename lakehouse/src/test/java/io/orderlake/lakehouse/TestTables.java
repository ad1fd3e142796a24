package io.orderlake.lakehouse;

import io.orderlake.contract.TableSpec;
import io.orderlake.contract.TablesFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Tables for tests. */
public final class TestTables {

    private TestTables() {}

    /** A small table with one column of a type that can widen. */
    public static TableSpec parcels() {
        return table("parcels", "{ id: string, status: string, weight: \"decimal(8,3)\", shipped_on: date }");
    }

    /** Keyed by id, partitioned by {@code shipped_on} if it has such a column. */
    public static TableSpec table(String name, String columns) {
        String partition = columns.contains("shipped_on") ? "    partition: { by: date, column: shipped_on }\n" : "";
        return parsed(
                "tables:\n  " + name + ":\n    source: S\n    key: [id]\n    columns: " + columns + "\n" + partition);
    }

    public static TableSpec parsed(String yaml) {
        return TablesFile.read("test", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .all()
                .iterator()
                .next();
    }

    public static TableSpec orders() {
        return TablesFile.shipped().named("orders").orElseThrow();
    }
}
