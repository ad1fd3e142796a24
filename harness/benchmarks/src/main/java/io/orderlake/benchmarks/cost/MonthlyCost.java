package io.orderlake.benchmarks.cost;

import io.orderlake.benchmarks.cost.CountedRun.Calls;
import io.orderlake.benchmarks.cost.CountedRun.StreamTotals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The cost of a month at one rate, by item in US dollars. Left out because it is the same for both: the table and the
 * application's own writes, the lake's storage, network and logs.
 */
public record MonthlyCost(Map<String, Double> items) {

    private static final double HOURS = 730;
    private static final double SECONDS = HOURS * 3600;
    private static final double MILLION = 1e6;
    private static final double GB = 1L << 30;

    /** The application, whose own calls every pipeline has. */
    private static final String APPLICATION = "order-writer";

    private static final Set<String> WRITES =
            Set.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem");
    private static final Set<String> OBJECT_WRITES = Set.of("PutObject", "ListObjectsV2", "POST");

    private static final List<String> SHARED_WORK = List.of("stream-relay", "transformer", "lake-writer");
    private static final int INSTANCES = 2;

    /** The sizes that Fargate sells, each with the least memory that a service runs in. */
    private static final Map<Double, Double> GB_BY_VCPU = sizes();

    /** The used share of a task's CPU, or of a shard: the rest is for peaks and catching up. */
    private static final double USED = 0.5;

    private static final double SHARD_BYTES = 1 << 20;
    private static final double SHARD_RECORDS = 1_000;
    private static final int MIN_SHARDS = 2;

    private static final double FIREHOSE_STEP = 5 << 10;
    private static final double LAMBDA_BATCH = 1 << 20;
    private static final double LAMBDA_MIN_PER_SECOND = 1 / 60.0;

    /** Lambda gives a whole CPU with this much memory. */
    private static final double LAMBDA_GB_OF_ONE_CPU = 1.769;

    public MonthlyCost {
        items = new LinkedHashMap<>(items);
    }

    /** Three services twice, and the verifier. */
    static MonthlyCost ofFleet(CountedRun run, Prices prices) {
        Map<String, Double> items = new LinkedHashMap<>();
        items.put("Fargate", fargate(run, prices));
        items.put(
                "Kinesis",
                run.streams().values().stream()
                        .mapToDouble(stream -> stream(stream, run.seconds(), stream.putUnits(), prices))
                        .sum());
        items.put("DynamoDB (leases, ledger, stream)", dynamodb(run, prices));
        items.put("S3 requests", s3(run, prices));
        return new MonthlyCost(items);
    }

    /** Pipes, one Kinesis stream, Firehose with dynamic partitioning and Parquet, and our transformer's work as a Lambda. */
    static MonthlyCost ofManaged(CountedRun run, Prices prices) {
        StreamTotals changes = Objects.requireNonNull(run.streams().get("order-changes"));
        double rate = run.changesPerSecond();
        double recordBytes = (double) changes.bytes() / run.changes();
        double objects = run.perSecond(call -> isOf(call, "s3", OBJECT_WRITES), Calls::calls);
        Map<String, Double> items = new LinkedHashMap<>();
        items.put("EventBridge Pipes", rate * SECONDS / MILLION * prices.pipesMillionEvents());
        items.put("Kinesis", stream(changes, run.seconds(), run.changes(), prices));
        items.put("Firehose", firehose(rate, recordBytes, objects, prices));
        items.put("Lambda", lambda(rate * recordBytes, run.cpu("transformer"), prices));
        items.put("S3 requests", objects * SECONDS / 1000 * prices.s3ThousandPuts());
        return new MonthlyCost(items);
    }

    private static double firehose(double rate, double recordBytes, double objects, Prices prices) {
        double gb = rate * Math.ceil(recordBytes / FIREHOSE_STEP) * FIREHOSE_STEP * SECONDS / GB;
        return gb * (prices.firehoseGb() + prices.firehosePartitioningGb() + prices.firehoseConversionGb())
                + objects * SECONDS / 1000 * prices.firehosePartitioningThousandObjects();
    }

    private static double lambda(double bytesPerSecond, double cpu, Prices prices) {
        double invocations = Math.max(bytesPerSecond / LAMBDA_BATCH, LAMBDA_MIN_PER_SECOND * MIN_SHARDS);
        return invocations * SECONDS / MILLION * prices.lambdaMillionRequests()
                + cpu * SECONDS * LAMBDA_GB_OF_ONE_CPU * prices.lambdaGbSecond();
    }

    double month() {
        return items.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    double perMillionChanges(CountedRun run) {
        return month() / (run.changesPerSecond() * SECONDS / MILLION);
    }

    private static double fargate(CountedRun run, Prices prices) {
        double hour = task(prices, 0);
        for (String service : SHARED_WORK) {
            hour += INSTANCES * task(prices, run.cpu(service) / INSTANCES);
        }
        return hour * HOURS;
    }

    private static double task(Prices prices, double cpu) {
        return GB_BY_VCPU.entrySet().stream()
                .filter(size -> size.getKey() * USED >= cpu)
                .findFirst()
                .map(size -> size.getKey() * prices.fargateVcpuHour() + size.getValue() * prices.fargateGbHour())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot calculate the cost: expected at most 2 CPU a task but was " + cpu + "; add instances"));
    }

    private static Map<Double, Double> sizes() {
        Map<Double, Double> sizes = new LinkedHashMap<>();
        sizes.put(0.25, 1.0);
        sizes.put(0.5, 1.0);
        sizes.put(1.0, 2.0);
        sizes.put(2.0, 4.0);
        sizes.put(4.0, 8.0);
        return sizes;
    }

    private static double stream(StreamTotals stream, double seconds, long putUnits, Prices prices) {
        double shards = Math.max(
                MIN_SHARDS,
                Math.ceil(Math.max(
                        stream.bytes() / seconds / SHARD_BYTES / USED, putUnits / seconds / SHARD_RECORDS / USED)));
        return shards * HOURS * prices.kinesisShardHour()
                + putUnits / seconds * SECONDS / MILLION * prices.kinesisMillionPutUnits();
    }

    private static double dynamodb(CountedRun run, Prices prices) {
        double writes = run.perSecond(call -> isOf(call, "dynamodb", WRITES), Calls::units);
        double reads = run.perSecond(
                call -> isOurs(call) && call.service().equals("dynamodb") && !WRITES.contains(call.operation()),
                Calls::units);
        double stream = run.perSecond(call -> isOf(call, "dynamodbstreams", Set.of("GetRecords")), Calls::calls);
        return SECONDS
                / MILLION
                * (writes * prices.dynamodbMillionWriteUnits()
                        + reads * prices.dynamodbMillionReadUnits()
                        + stream * prices.dynamodbStreamsMillionReads());
    }

    private static double s3(CountedRun run, Prices prices) {
        double puts = run.perSecond(call -> isOf(call, "s3", OBJECT_WRITES), Calls::calls);
        double gets = run.perSecond(
                call -> isOurs(call) && call.service().equals("s3") && !OBJECT_WRITES.contains(call.operation()),
                Calls::calls);
        return SECONDS / 1000 * (puts * prices.s3ThousandPuts() + gets * prices.s3ThousandGets());
    }

    private static boolean isOf(Calls call, String service, Set<String> operations) {
        return isOurs(call) && call.service().equals(service) && operations.contains(call.operation());
    }

    private static boolean isOurs(Calls call) {
        return !APPLICATION.equals(call.client());
    }
}
