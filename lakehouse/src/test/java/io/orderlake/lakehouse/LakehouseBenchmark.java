package io.orderlake.lakehouse;

import static org.apache.spark.sql.functions.expr;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.gold.RefreshGold;
import io.orderlake.lakehouse.silver.MergeSilver;
import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.upkeep.LiveFiles;
import io.orderlake.lakehouse.upkeep.Upkeep;
import io.orderlake.lakehouse.upkeep.UpkeepOutcome;
import io.orderlake.lakehouse.upkeep.UpkeepSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Speed and memory of the jobs in Spark's local mode. Arguments: changes, keys, small merges. With {@code hour} and keys: the
 * result of an hour of small commits, a million changes in 360 appends to bronze and a merge every two minutes, before and after upkeep.
 */
public final class LakehouseBenchmark {

    private static final int SMALL = 1_000;
    private static final long MILLION = 1_000_000;
    private static final int COMMITS_AN_HOUR = 360;
    private static final int COMMITS_A_MERGE = 12;

    /** Of the orders table and of Orderlake, by what they are made of from the number of the change. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("order_id", "concat('o-', id * 7919 %% %d)"),
            Map.entry("customer_id", "concat('c-', id * 7919 %% %d %% 5000)"),
            Map.entry("customer_email", "sha2(cast(id as string), 256)"),
            Map.entry("product_name", "concat('product ', id %% 40)"),
            Map.entry("quantity", "id %% 5 + 1"),
            Map.entry("price", "cast(id %% 500 as decimal(12,2))"),
            Map.entry("total", "cast(id %% 2500 as decimal(18,2))"),
            Map.entry("currency", "'EUR'"),
            Map.entry(
                    "status",
                    "element_at(array('processing', 'shipped', 'delivered', 'cancelled'), cast(id %% 4 as int) + 1)"),
            Map.entry("order_date", "date_add(date'2026-08-01', cast(id * 7919 %% %d %% 90 as int))"),
            Map.entry("cdc_op", "if(id %% 50 = 0, 'D', 'U')"),
            Map.entry("cdc_event_id", "uuid()"),
            Map.entry("cdc_position", "concat('000001-', lpad(cast(id as string), 40, '0'))"),
            Map.entry("cdc_changed_at", "timestamp_seconds(1793000000 + id div 100)"));

    private final TestLake lake = new TestLake();
    private final SparkSession spark = lake.spark;
    private final TableSpec orders = TestTables.orders();
    private final long keys;
    private long written;

    private LakehouseBenchmark(long keys) {
        this.keys = keys;
    }

    public static void main(String[] arguments) throws Exception {
        LakehouseBenchmark benchmark = new LakehouseBenchmark(Long.parseLong(arguments[1]));
        if (arguments[0].equals("hour")) {
            benchmark.hour();
            return;
        }
        benchmark.run(Long.parseLong(arguments[0]), Integer.parseInt(arguments[2]));
    }

    private void run(long changes, int smallMerges) throws Exception {
        spark.conf().set("spark.sql.codegen.wholeStage", "true");
        spark.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
        Bronze bronze = new Bronze(spark, lake.catalog);
        IcebergTables tables = new IcebergTables(spark, lake.catalog);
        MergeSilver silver = new MergeSilver(bronze, tables);
        RefreshGold gold = new RefreshGold(bronze, tables);
        lake.append(orders);
        write(changes);
        timed("silver of %,d changes over %,d keys".formatted(changes, keys), () -> silver.merge(orders));
        timed("gold of it", () -> gold.refresh(silver.current(orders).orElseThrow()));
        write(changes / 10);
        timed("silver of %,d more".formatted(changes / 10), () -> silver.merge(orders));
        for (int i = 1; i <= smallMerges; i++) {
            write(SMALL);
            timed("small merge " + i + " of " + SMALL, () -> silver.merge(orders));
        }
        timed("gold after them", () -> gold.refresh(silver.current(orders).orElseThrow()));
        upkeep();
        System.out.println("peak resident: "
                + Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                        .orElse("unknown"));
    }

    private void hour() throws Exception {
        MergeSilver silver = new MergeSilver(new Bronze(spark, lake.catalog), new IcebergTables(spark, lake.catalog));
        lake.append(orders);
        long begun = System.nanoTime();
        for (int commit = 1; commit <= COMMITS_AN_HOUR; commit++) {
            write(MILLION / COMMITS_AN_HOUR);
            if (commit % COMMITS_A_MERGE == 0) {
                silver.merge(orders);
            }
        }
        System.out.printf("an hour of commits and merges: %.0f s of work%n", (System.nanoTime() - begun) / 1e9);
        upkeep();
    }

    private void upkeep() {
        Upkeep upkeep = new Upkeep(spark, lake.catalog, new UpkeepSettings(5, Duration.ofDays(5), Duration.ofDays(3)));
        for (String table : new String[] {"bronze.orders", "silver.orders"}) {
            timed("upkeep of " + table, () -> report(upkeep.run(table, Instant.now())));
        }
    }

    private static void report(UpkeepOutcome outcome) {
        System.out.println(report(outcome.before()) + " -> " + report(outcome.after()));
    }

    private static String report(LiveFiles live) {
        return "%d files, %,d bytes".formatted(live.files(), live.bytes());
    }

    private void write(long count) throws Exception {
        StructType schema = spark.table(lake.path(orders)).schema();
        Column[] columns = Arrays.stream(schema.fields()).map(this::column).toArray(Column[]::new);
        spark.range(written, written + count, 1, 2)
                .select(columns)
                .writeTo(lake.path(orders))
                .append();
        written += count;
    }

    private Column column(StructField field) {
        String value = VALUES.getOrDefault(field.name(), "null").formatted(keys, keys);
        return expr("cast(" + value + " as " + field.dataType().sql() + ")").as(field.name());
    }

    private static void timed(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - start) / 1e9);
    }
}
