package io.orderlake.lakewriter.sink;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Delivers rows through Amazon Data Firehose. Firehose may deliver a row twice and in any order, so exactly-once and order end
 * here. A request is sent again if its answer was lost.
 */
public final class FirehoseDelivery implements RowDelivery {

    private static final int MAX_RECORDS = 500;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final FirehoseClient firehose;

    public FirehoseDelivery(FirehoseClient firehose) {
        this.firehose = firehose;
    }

    /**
     * Sends refused rows again at once, as long as other rows are accepted.
     *
     * @throws StreamFailure of kind transient where no row of a request was accepted; the caller waits and calls again
     */
    @Override
    public void deliver(String stream, List<byte[]> lines) {
        while (!lines.isEmpty()) {
            int count = requestSize(lines);
            List<byte[]> request = List.copyOf(lines.subList(0, count));
            List<PutRecordBatchResponseEntry> answers = put(stream, request).requestResponses();
            List<byte[]> refused = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (isRefusal(answers.get(i))) {
                    refused.add(request.get(i));
                }
            }
            lines.subList(0, count).clear();
            lines.addAll(0, refused);
            if (refused.size() == count) {
                throw allRefused(stream, answers);
            }
        }
    }

    private static boolean isRefusal(PutRecordBatchResponseEntry answer) {
        return answer.errorCode() != null;
    }

    private static StreamFailure allRefused(String stream, List<PutRecordBatchResponseEntry> answers) {
        PutRecordBatchResponseEntry last = answers.get(answers.size() - 1);
        return new StreamFailure(
                FailureKind.TRANSIENT,
                "Delivery stream " + stream + " refused all " + answers.size() + " rows of a request: "
                        + last.errorCode() + ": " + last.errorMessage());
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
