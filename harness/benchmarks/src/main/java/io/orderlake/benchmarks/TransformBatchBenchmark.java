package io.orderlake.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.TablesFile;
import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.StreamRecord;
import io.orderlake.transformer.SizeLimit;
import io.orderlake.transformer.TransformCounts;
import io.orderlake.transformer.TransformProcessor;
import io.orderlake.transformer.enrich.Enrichments;
import io.orderlake.transformer.enrich.ProductCategories;
import io.orderlake.transformer.row.MaskKey;
import io.orderlake.transformer.row.TransformedTables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Changes per second of the transformer alone, JSON in to JSON out: updates of orders with both images, shipped settings. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class TransformBatchBenchmark {

    private static final int CHANGES = 500;

    private final TransformProcessor transform = transformer();
    private final ShardBatch batch = batch();

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public LaneBatch transform() {
        return transform.apply(batch);
    }

    private static TransformProcessor transformer() {
        return new TransformProcessor(
                new TransformedTables(
                        TablesFile.shipped(),
                        new Enrichments(ProductCategories.shipped()),
                        new MaskKey("mask-key-of-the-benchmark")),
                new Lanes(Lanes.DEFAULT_COUNT),
                new SizeLimit(950_000, (eventId, original) -> "nowhere"),
                new TransformCounts(new SimpleMeterRegistry()),
                InstantSource.system());
    }

    private static ShardBatch batch() {
        List<StreamRecord> records = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            records.add(new StreamRecord("49650" + i, 0, "key", update(i), Instant.EPOCH, null));
        }
        Lease lease = new Lease("order-changes", "shard-0", Set.of(), "benchmark", 1, 1, null, false, null);
        return new ShardBatch(lease, records, Duration.ZERO, ShardBatch.Ending.NONE);
    }

    private static byte[] update(int i) {
        String change = String.format(
                Locale.ROOT,
                "{\"eventID\":\"%032x\",\"eventName\":\"MODIFY\",\"eventVersion\":\"1.1\",\"eventSource\":\"aws:dynamodb\","
                        + "\"awsRegion\":\"us-east-1\",\"dynamodb\":{\"ApproximateCreationDateTime\":1795168801,"
                        + "\"Keys\":{\"order_id\":{\"S\":\"order-%d\"}},\"NewImage\":%s,\"OldImage\":%s,"
                        + "\"SequenceNumber\":\"%d\",\"SizeBytes\":700,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},"
                        + "\"eventSourceARN\":\"arn:aws:dynamodb:us-east-1:1:table/CustomerOrders/stream/1\","
                        + "\"orderlake\":{\"epoch\":1,\"source_shard\":\"shard-1\",\"lane\":%d,\"lanes\":64,"
                        + "\"relayed_at\":\"2026-11-20T10:00:01.500Z\",\"redriven\":false}}",
                i,
                i,
                image(i, "shipped", 2),
                image(i, "processing", 1),
                100_000_000_000L + i,
                i % Lanes.DEFAULT_COUNT);
        return change.getBytes(StandardCharsets.UTF_8);
    }

    private static String image(int i, String status, int version) {
        return String.format(
                Locale.ROOT,
                "{\"order_id\":{\"S\":\"order-%d\"},\"customer_id\":{\"S\":\"%d\"},\"customer_email\":{\"S\":\"customer%d@example.com\"},"
                        + "\"product_name\":{\"S\":\"Laptop\"},\"quantity\":{\"N\":\"3\"},\"price\":{\"N\":\"119.95\"},"
                        + "\"currency\":{\"S\":\"USD\"},\"total\":{\"N\":\"359.85\"},\"status\":{\"S\":\"%s\"},"
                        + "\"shipping_address\":{\"M\":{\"street\":{\"S\":\"%d Lake Road\"},\"city\":{\"S\":\"Zürich\"},"
                        + "\"postal_code\":{\"S\":\"8001\"},\"country\":{\"S\":\"CH\"}}},\"promo_code\":{\"S\":\"SPRING25\"},"
                        + "\"order_date\":{\"S\":\"2026-11-20\"},\"created_at\":{\"N\":\"1795168801234\"},"
                        + "\"updated_at\":{\"N\":\"1795168811234\"},\"version\":{\"N\":\"%d\"}}",
                i,
                i,
                i,
                status,
                i,
                version);
    }
}
