package io.orderlake.benchmarks;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.RowContent;
import io.orderlake.contract.RowEvent;
import io.orderlake.contract.TablesFile;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.LandingObjects;
import io.orderlake.lakewriter.landing.RowFormats;
import io.orderlake.lakewriter.row.Outcome;
import io.orderlake.lakewriter.row.RecordParser;
import io.orderlake.stream.StreamRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rows a second and thread that the lake writer reads from stream records and encodes as objects, without network: claims
 * of {@value #ROWS} orders on two dates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class LandingBenchmark {

    private static final int ROWS = 1000;
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** Formats by name, joined by a plus sign; {@code none} reads only. */
    @Param({"none", "parquet", "json", "parquet+json"})
    private String formats = "parquet";

    private final LandingObjects objects = new LandingObjects(RowFormats.SHIPPED);
    private final List<StreamRecord> records = new ArrayList<>();
    private Plan plan = plan("parquet");

    @Setup
    public void prepare() {
        plan = plan(formats.equals("none") ? "parquet" : formats);
        Random random = new Random(7);
        for (int i = 0; i < ROWS; i++) {
            byte[] line = LakeRecordJson.write(order(random, i));
            records.add(new StreamRecord(String.valueOf(1000 + i / 20), i % 20, "k", line, NOON, null));
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long land() {
        RecordParser parser = new RecordParser("shardId-000000000000", plan);
        List<Outcome> outcomes = new ArrayList<>(ROWS);
        for (StreamRecord one : records) {
            outcomes.add(parser.parse(one));
        }
        if (formats.equals("none")) {
            return outcomes.size();
        }
        return objects.of("claim", plan, outcomes)
                .mapToLong(LandingBenchmark::length)
                .sum();
    }

    private static long length(LandingObject object) {
        if (object.rejects()) {
            throw new IllegalStateException("Cannot measure: a row was rejected");
        }
        return object.bytes().length;
    }

    private static Plan plan(String formats) {
        return Plan.of("lake", List.of(formats.split("\\+", -1)), Optional.empty(), TablesFile.shipped());
    }

    private static Map<String, @Nullable Object> columns(Random random, int i) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", "o-" + Long.toHexString(random.nextLong()));
        columns.put("customer_id", "c-" + random.nextInt(10_000));
        columns.put("customer_email", Long.toHexString(random.nextLong()).repeat(4));
        columns.put("product_name", "Product " + random.nextInt(500));
        columns.put("quantity", (long) random.nextInt(10));
        columns.put("price", BigDecimal.valueOf(random.nextInt(1_000_000), 2));
        columns.put("currency", "EUR");
        columns.put("total", BigDecimal.valueOf(random.nextInt(10_000_000), 2));
        columns.put("status", i % 3 == 0 ? "shipped" : "processing");
        columns.put("shipping_address", "***");
        columns.put("promo_code", null);
        columns.put("order_date", i % 2 == 0 ? "2026-11-20" : "2026-11-19");
        columns.put("created_at", "2026-11-20T11:59:58.123Z");
        columns.put("updated_at", "2026-11-20T11:59:59.456Z");
        columns.put("version", (long) i % 5 + 1);
        columns.put("product_category", "books");
        columns.put("order_hour", 11L);
        columns.put("order_weekday", "friday");
        return columns;
    }

    private static RowEvent order(Random random, int i) {
        Map<String, @Nullable Object> columns = columns(random, i);
        Position position = Position.dynamodb(1, String.valueOf(100_000_000 + i));
        return new RowEvent(
                new ChangeId(
                        Long.toHexString(random.nextLong()).repeat(2),
                        "orders",
                        "{\"order_id\":\"" + columns.get("order_id") + "\"}",
                        position),
                new Place("shardId-00000001795175998123-abcdef01", random.nextInt(64), position.text()),
                ChangeOp.UPDATE,
                "dynamodb",
                new RowContent(
                        columns,
                        "{\"order_id\":\"" + columns.get("order_id")
                                + "\",\"status\":\"processing\",\"version\":\"1\"}",
                        List.of("status", "updated_at", "version"),
                        List.of(),
                        null),
                NOON,
                NOON,
                NOON,
                false);
    }
}
