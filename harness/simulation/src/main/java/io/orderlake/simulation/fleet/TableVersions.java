package io.orderlake.simulation.fleet;

import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.transformer.enrich.Enrichment;
import io.orderlake.transformer.enrich.Enrichments;
import io.orderlake.transformer.enrich.Findings;
import io.orderlake.transformer.row.MaskKey;
import io.orderlake.transformer.row.TransformedTables;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The only table of a history, as described before and after the fix and for each layout. */
public final class TableVersions {

    /** A note for which our own code throws until it is fixed. */
    public static final String EXPLOSIVE = "explosive";

    private static final Tables BY_DATE = tables("reject", "{ by: date, column: order_date }");
    private static final Tables BY_STATUS = tables("reject", "{ by: value, column: status }");
    private static final TransformedTables STRICT = transformed(BY_DATE, Code.ORIGINAL);
    private static final TransformedTables FIXED =
            transformed(tables("flag", "{ by: date, column: order_date }"), Code.FIXED);

    private TableVersions() {}

    /** Whether our code is fixed. */
    public enum Code {
        ORIGINAL,
        FIXED
    }

    static Tables landing(Landing landing) {
        return landing.byStatus() ? BY_STATUS : BY_DATE;
    }

    static TransformedTables transformed(Code code) {
        return code == Code.FIXED ? FIXED : STRICT;
    }

    private static Tables tables(String onFailure, String partition) {
        String yaml = """
                tables:
                  orders:
                    source: CustomerOrders
                    key: [order_id]
                    columns: { order_id: string, version: long, quantity: long, status: string, note: string, order_date: date }
                    enrich: [fragile]
                    checks: [ { column: quantity, min: 1, on_failure: %s } ]
                    partition: %s
                """.formatted(onFailure, partition);
        return TablesFile.read("simulated tables", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static TransformedTables transformed(Tables tables, Code code) {
        return new TransformedTables(
                tables, new Enrichments(List.of(new Fragile(code))), new MaskKey("simulated-mask-key"));
    }

    /** An enrichment that throws for one record. */
    private record Fragile(Code code) implements Enrichment {

        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public List<String> reads() {
            return List.of("note");
        }

        @Override
        public List<String> fills() {
            return List.of();
        }

        @Override
        public Findings enrich(Map<String, @Nullable Object> row) {
            if (code == Code.ORIGINAL && EXPLOSIVE.equals(row.get("note"))) {
                throw new IllegalStateException("nobody thought of this note");
            }
            return new Findings(Map.of(), List.of());
        }
    }
}
