package io.orderlake.localaws.firehose;

import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.CallInterceptor;
import io.orderlake.localaws.protocol.ServiceError;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Delivery streams that put each batch on S3 as one object, its records joined as they are. An accepted record is on S3
 * when its batch is answered: buffering hints are not waited for.
 */
public final class Firehose implements AwsService {

    /** The part of X-Amz-Target before the dot. */
    public static final String TARGET = "Firehose_20150804";

    private static final int MAX_ENTRIES = 500;
    private static final int MAX_RECORD_BYTES = 1000 << 10;
    private static final int MAX_REQUEST_BYTES = 4 << 20;

    private final DeliveryStreams streams;
    private final S3Delivery delivery;
    private final CallInterceptor interceptor;
    private final InstantSource clock;
    private final Map<String, AwsService> operations = Map.of(
            "CreateDeliveryStream", this::create,
            "DescribeDeliveryStream", this::describe,
            "DeleteDeliveryStream", this::delete,
            "PutRecord", this::putRecord,
            "PutRecordBatch", this::putRecordBatch);

    public Firehose(DeliveryStreams streams, S3Delivery delivery, CallInterceptor interceptor, InstantSource clock) {
        this.streams = streams;
        this.delivery = delivery;
        this.interceptor = interceptor;
        this.clock = clock;
    }

    @Override
    public ObjectNode answer(Call call) {
        AwsService operation = operations.get(call.operation());
        if (operation == null) {
            throw ServiceError.unknownOperation("Firehose " + call.operation());
        }
        return operation.answer(call);
    }

    private ObjectNode create(Call call) {
        Call destination = call.has("ExtendedS3DestinationConfiguration")
                ? call.member("ExtendedS3DestinationConfiguration")
                : call.member("S3DestinationConfiguration");
        String prefix = destination.text("Prefix");
        DeliveryStream stream = new DeliveryStream(
                call.requiredText("DeliveryStreamName"),
                destination.requiredText("BucketARN"),
                destination.requiredText("RoleARN"),
                prefix == null ? "" : prefix,
                "GZIP".equals(destination.text("CompressionFormat")),
                clock.millis());
        streams.add(stream);
        return Call.answer().put("DeliveryStreamARN", stream.arn());
    }

    private ObjectNode delete(Call call) {
        streams.remove(call.requiredText("DeliveryStreamName"));
        return Call.answer();
    }

    private ObjectNode describe(Call call) {
        DeliveryStream stream = streams.named(call.requiredText("DeliveryStreamName"));
        ObjectNode answer = Call.answer();
        ObjectNode json = answer.putObject("DeliveryStreamDescription")
                .put("DeliveryStreamName", stream.name())
                .put("DeliveryStreamARN", stream.arn())
                .put("DeliveryStreamStatus", "ACTIVE")
                .put("DeliveryStreamType", "DirectPut")
                .put("VersionId", "1")
                .put("HasMoreDestinations", false);
        json.set("CreateTimestamp", call.time(Instant.ofEpochMilli(stream.createdAt())));
        json.putArray("Destinations")
                .addObject()
                .put("DestinationId", "destinationId-000000000001")
                .putObject("S3DestinationDescription")
                .put("RoleARN", stream.roleArn())
                .put("BucketARN", stream.bucketArn())
                .put("Prefix", stream.prefix())
                .put("CompressionFormat", stream.gzip() ? "GZIP" : "UNCOMPRESSED");
        return answer;
    }

    private ObjectNode putRecord(Call call) {
        DeliveryStream stream = streams.named(call.requiredText("DeliveryStreamName"));
        byte[] data = data(call.member("Record").body());
        if (interceptor.refusesEntry(call)) {
            throw refusal();
        }
        deliver(stream, List.of(data));
        return accepted().put("Encrypted", false);
    }

    private ObjectNode putRecordBatch(Call call) {
        DeliveryStream stream = streams.named(call.requiredText("DeliveryStreamName"));
        ArrayNode records = call.requiredList("Records");
        if (records.isEmpty() || records.size() > MAX_ENTRIES) {
            throw ServiceError.validation("Value at 'records' failed to satisfy constraint: Member must have length "
                    + "greater than or equal to 1 and less than or equal to " + MAX_ENTRIES);
        }
        List<byte[]> data = records.valueStream().map(Firehose::data).toList();
        if (data.stream().mapToLong(bytes -> bytes.length).sum() > MAX_REQUEST_BYTES) {
            throw ServiceError.invalidArgument("Records size exceeds 4 MB limit");
        }
        List<Boolean> refused =
                data.stream().map(bytes -> interceptor.refusesEntry(call)).toList();
        deliver(stream, accepted(data, refused));
        return batchAnswer(refused);
    }

    private static byte[] data(JsonNode json) {
        byte[] data = Call.bytesOf(json, "Data");
        if (data.length > MAX_RECORD_BYTES) {
            throw ServiceError.validation("Value at 'data' must have at most " + MAX_RECORD_BYTES + " bytes");
        }
        return data;
    }

    private static List<byte[]> accepted(List<byte[]> data, List<Boolean> refused) {
        return IntStream.range(0, data.size())
                .filter(i -> !refused.get(i))
                .mapToObj(data::get)
                .toList();
    }

    private static ObjectNode batchAnswer(List<Boolean> refused) {
        ObjectNode answer = Call.answer().put("Encrypted", false);
        answer.put("FailedPutCount", (int) refused.stream().filter(no -> no).count());
        ArrayNode responses = answer.putArray("RequestResponses");
        for (boolean no : refused) {
            responses.add(
                    no
                            ? Call.answer()
                                    .put("ErrorCode", refusal().type())
                                    .put("ErrorMessage", refusal().text())
                            : accepted());
        }
        return answer;
    }

    private static ObjectNode accepted() {
        return Call.answer().put("RecordId", UUID.randomUUID().toString());
    }

    private static ServiceError refusal() {
        return new ServiceError(503, "ServiceUnavailableException", "Slow down.");
    }

    private void deliver(DeliveryStream stream, List<byte[]> data) {
        if (data.isEmpty()) {
            return;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        data.forEach(joined::writeBytes);
        delivery.put(stream, joined.toByteArray(), clock.instant());
    }
}
