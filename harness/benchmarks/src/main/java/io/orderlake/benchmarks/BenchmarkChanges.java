package io.orderlake.benchmarks;

import io.orderlake.contract.Lanes;
import io.orderlake.proof.source.ReportedChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The changes of {@link ProofBenchmark} by number: as records of the table's stream, and as lines of the lake. */
final class BenchmarkChanges {

    static final int CHANGES_PER_ORDER = 4;
    static final String SHARD = "dynamodb/CustomerOrders/1/shard-1";
    static final Lanes LANES = new Lanes(64);
    static final Instant BEGUN = Instant.parse("2026-11-20T10:00:00Z");

    private static final String HASHED = "0".repeat(64);

    private BenchmarkChanges() {}

    private static String id(int change) {
        return "o-" + change / CHANGES_PER_ORDER;
    }

    private static String image(int change) {
        return "{\"order_id\":{\"S\":\"" + id(change) + "\"},\"customer_id\":{\"S\":\"customer-" + change % 997
                + "\"},\"customer_email\":{\"S\":\"somebody-" + change % 997
                + "@example.org\"},\"product_name\":{\"S\":\"Wireless Headphones Model X\"},\"quantity\":{\"N\":\""
                + (1 + change % 9) + "\"},\"price\":{\"N\":\"19.9\"},\"currency\":{\"S\":\"EUR\"},\"total\":{\"N\":\""
                + 19.9 * 2
                + "\"},\"status\":{\"S\":\"processing\"},\"shipping_address\":{\"M\":{\"street\":{\"S\":\"Main Street 12\"},"
                + "\"city\":{\"S\":\"Ulm\"},\"postal_code\":{\"S\":\"89073\"},\"country\":{\"S\":\"DE\"}}},"
                + "\"order_date\":{\"S\":\"2026-11-20\"},\"created_at\":{\"N\":\"1795176000123\"},\"updated_at\":{\"N\":\""
                + (1_795_176_000_000L + change) + "\"},\"version\":{\"N\":\"" + (1 + change % CHANGES_PER_ORDER)
                + "\"}}";
    }

    /** What {@code GetRecords} of DynamoDB Streams answers for these changes. */
    static byte[] records(int from, int to) {
        StringBuilder body = new StringBuilder("{\"NextShardIterator\":\"" + to + "\",\"Records\":[");
        for (int i = from; i < to; i++) {
            body.append(i == from ? "" : ",").append(record(i));
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String record(int change) {
        String before = change % CHANGES_PER_ORDER > 0 ? ",\"OldImage\":" + image(change - 1) : "";
        return "{\"awsRegion\":\"us-east-1\",\"dynamodb\":{\"ApproximateCreationDateTime\":"
                + changedAt(change).getEpochSecond() + ",\"Keys\":{\"order_id\":{\"S\":\"" + id(change)
                + "\"}},\"NewImage\":" + image(change) + before + ",\"SequenceNumber\":\"" + sequence(change)
                + "\",\"SizeBytes\":900,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},\"eventID\":\"" + event(change)
                + "\",\"eventName\":\"MODIFY\",\"eventSource\":\"aws:dynamodb\",\"eventVersion\":\"1.1\"}";
    }

    private static String event(int change) {
        return "%032x".formatted(change);
    }

    private static String sequence(int change) {
        return Integer.toString(100_000_000 + change);
    }

    private static Instant changedAt(int change) {
        return BEGUN.plusSeconds(change / 100);
    }

    /** The line of a JSON object in the lake. */
    static String line(int change) {
        return "{" + columns(change) + metadata(change) + "}";
    }

    private static String columns(int change) {
        return "\"order_id\":\"" + id(change) + "\",\"customer_id\":\"customer-" + change % 997
                + "\",\"customer_email\":\"" + HASHED
                + "\",\"product_name\":\"Wireless Headphones Model X\",\"quantity\":" + (1 + change % 9)
                + ",\"price\":19.90,\"currency\":\"EUR\",\"total\":39.80,\"status\":\"processing\","
                + "\"shipping_address\":\"\\\"***\\\"\",\"promo_code\":null,\"order_date\":\"2026-11-20\","
                + "\"created_at\":\"" + Instant.ofEpochMilli(1_795_176_000_123L) + "\",\"updated_at\":\""
                + millis(1_795_176_000_000L + change) + "\",\"version\":" + (1 + change % CHANGES_PER_ORDER)
                + ",\"product_category\":\"electronics\",\"order_hour\":12,\"order_weekday\":\"friday\"";
    }

    private static String metadata(int change) {
        String key = "{\"order_id\":{\"S\":\"" + id(change) + "\"}}";
        return ",\"cdc_op\":\"U\","
                + "\"cdc_event_id\":\"" + event(change)
                + "\",\"cdc_source\":\"dynamodb\",\"cdc_table\":\"orders\",\"cdc_key\":\"{\\\"order_id\\\":\\\""
                + id(change) + "\\\"}\",\"cdc_position\":\"000001-" + ReportedChange.padded(sequence(change))
                + "\",\"cdc_source_shard\":\"" + SHARD + "\",\"cdc_lane\":" + LANES.laneOf("CustomerOrders", key)
                + ",\"cdc_changed_at\":\"" + millis(changedAt(change).toEpochMilli())
                + "\",\"cdc_relayed_at\":\"2026-11-20T10:00:01.000Z\",\"cdc_transformed_at\":\"2026-11-20T10:00:01.500Z\","
                + "\"cdc_before\":\"{\\\"order_id\\\":\\\"o-1\\\",\\\"status\\\":\\\"processing\\\",\\\"quantity\\\":3,"
                + "\\\"customer_email\\\":\\\"" + HASHED
                + "\\\",\\\"product_name\\\":\\\"Wireless Headphones Model X\\\"}\","
                + "\"cdc_changed_columns\":[\"quantity\",\"updated_at\",\"version\"],\"cdc_quality\":[],"
                + "\"cdc_rescued\":null,\"cdc_redriven\":false";
    }

    private static String millis(long at) {
        String text = Instant.ofEpochMilli(at).toString();
        return text.length() == 20 ? text.replace("Z", ".000Z") : text;
    }

    static byte[] gzipped(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
