package io.orderlake.lakewriter.sink;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Rows through Amazon Data Firehose. It may deliver a row twice and in any order, so exactly-once and order end here: a
 * request whose answer was lost is sent again.
 */
public final class FirehoseDelivery implements RowDelivery {

    private static final int MAX_RECORDS = 500;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final FirehoseClient firehose;

    public FirehoseDelivery(FirehoseClient firehose) {
        this.firehose = firehose;
    }

    /**
     * Refused rows are sent again at once, as long as others get through.
     *
     * @throws StreamFailure of kind transient where none of a request got through; the caller waits and calls again
     */
    @Override
    public void deliver(String stream, List<byte[]> lines) {
        while (!lines.isEmpty()) {
            int count = requestSize(lines);
            List<byte[]> request = List.copyOf(lines.subList(0, count));
            List<PutRecordBatchResponseEntry> answers = put(stream, request).requestResponses();
            List<byte[]> refused = new ArrayList<>();
            @Nullable String why = null;
            for (int i = 0; i < count; i++) {
                if (answers.get(i).errorCode() != null) {
                    refused.add(request.get(i));
                    why = answers.get(i).errorCode() + ": " + answers.get(i).errorMessage();
                }
            }
            lines.subList(0, count).clear();
            lines.addAll(0, refused);
            if (refused.size() == count) {
                throw new StreamFailure(
                        FailureKind.TRANSIENT,
                        "Delivery stream " + stream + " refused all " + count + " rows of a request: " + why);
            }
        }
    }

    private PutRecordBatchResponse put(String stream, List<byte[]> lines) {
        List<Record> records = lines.stream()
                .map(line -> Record.builder()
                        .data(SdkBytes.fromByteArrayUnsafe(line))
                        .build())
                .toList();
        return firehose.putRecordBatch(put -> put.deliveryStreamName(stream).records(records));
    }

    private static int requestSize(List<byte[]> lines) {
        int bytes = 0;
        int count = 0;
        while (count < lines.size() && count < MAX_RECORDS) {
            bytes += lines.get(count).length;
            if (count > 0 && bytes > MAX_BYTES) {
                return count;
            }
            count++;
        }
        return count;
    }
}
