package io.orderlake.lakewriter.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

class FirehoseDeliveryTest {

    @Test
    void sendsRefusedRowsAgain() {
        FakeFirehose firehose = new FakeFirehose(entry -> entry % 3 == 0);
        List<byte[]> lines = lines(1201, 10);
        new FirehoseDelivery(firehose).deliver("to-redshift", lines);

        assertThat(lines).isEmpty();
        assertThat(firehose.taken).hasSize(1201).doesNotHaveDuplicates();
        assertThat(firehose.requests).allMatch(size -> size <= 500);
    }

    @Test
    void keepsTheRestWhereNothingGetsThrough() {
        FakeFirehose firehose = new FakeFirehose(entry -> entry > 2);
        List<byte[]> lines = lines(5, 10);

        assertThatThrownBy(() -> new FirehoseDelivery(firehose).deliver("to-redshift", lines))
                .isInstanceOfSatisfying(
                        StreamFailure.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT))
                .hasMessageContaining("to-redshift")
                .hasMessageContaining("ServiceUnavailableException");
        assertThat(lines).hasSize(3);
        assertThat(firehose.taken).hasSize(2);
    }

    @Test
    void keepsRequestsBelowFourMegabytes() {
        FakeFirehose firehose = new FakeFirehose(entry -> false);
        new FirehoseDelivery(firehose).deliver("to-redshift", lines(9, 1_000_000));
        assertThat(firehose.requests).containsExactly(4, 4, 1);
    }

    private static List<byte[]> lines(int count, int length) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> (i + "-".repeat(length)).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Refuses entries by their number, counted over all requests from 1. */
    private static final class FakeFirehose implements FirehoseClient {
        private final IntPredicate refuses;
        private final List<String> taken = new ArrayList<>();
        private final List<Integer> requests = new ArrayList<>();
        private int entries;

        FakeFirehose(IntPredicate refuses) {
            this.refuses = refuses;
        }

        @Override
        public PutRecordBatchResponse putRecordBatch(PutRecordBatchRequest request) {
            requests.add(request.records().size());
            List<PutRecordBatchResponseEntry> answers =
                    request.records().stream().map(this::answer).toList();
            return PutRecordBatchResponse.builder().requestResponses(answers).build();
        }

        private PutRecordBatchResponseEntry answer(Record delivered) {
            if (refuses.test(++entries)) {
                return PutRecordBatchResponseEntry.builder()
                        .errorCode("ServiceUnavailableException")
                        .errorMessage("Slow down.")
                        .build();
            }
            taken.add(delivered.data().asUtf8String());
            return PutRecordBatchResponseEntry.builder().recordId("r").build();
        }

        @Override
        public String serviceName() {
            return "firehose";
        }

        @Override
        public void close() {}
    }
}
