package io.orderlake.stream.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.pack.PackedRecord;
import io.orderlake.stream.pack.Packer;
import java.util.BitSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Publishes to one stream, each lane in order. May be called by many threads; the records of a call are sent by the
 * calling thread, and calls do not wait for each other.
 */
public final class LanePublisher {

    private static final Logger LOG = LoggerFactory.getLogger(LanePublisher.class);

    private final String stream;
    private final KinesisClient kinesis;
    private final Packer packer;
    private final Retrying retrying;
    private final PublishMetrics metrics;

    public LanePublisher(
            String stream, KinesisClient kinesis, Packer packer, Retrying retrying, MeterRegistry registry) {
        this.stream = stream;
        this.kinesis = kinesis;
        this.packer = packer;
        this.retrying = retrying;
        this.metrics = new PublishMetrics(registry, stream);
    }

    /**
     * Returns when every record is acknowledged; records that Kinesis refuses, and transient failures, are retried for as
     * long as it takes. Where it throws, some records may be stored. The caller may publish all of them again, because
     * readers recognise repeats by their positions.
     *
     * @throws io.orderlake.stream.pack.RecordTooLarge before anything is sent
     * @throws PublishInterrupted where the thread is interrupted
     */
    public void publish(List<LaneRecord> laneRecords) {
        laneRecords.forEach(packer::requireFits);
        PutPlan plan = new PutPlan(packer, laneRecords);
        int failures = 0;
        while (!plan.isDone()) {
            if (failures > 0) {
                waitAfter(failures);
            }
            requireNotInterrupted();
            List<PackedRecord> request = plan.next();
            BitSet refused = put(request, failures);
            int acknowledged = plan.settle(request, refused);
            metrics.acknowledged(acknowledged);
            failures = failuresInARow(failures, acknowledged, refused);
        }
    }

    private static int failuresInARow(int before, int acknowledged, BitSet refused) {
        if (refused.isEmpty()) {
            return 0;
        }
        return acknowledged > 0 ? 1 : before + 1;
    }

    private BitSet put(List<PackedRecord> request, int failures) {
        metrics.sent(request, failures);
        try {
            return refused(kinesis.putRecords(asPutRecords(request)).records());
        } catch (RuntimeException failure) {
            if (!retrying.isTransient(failure)) {
                throw failure;
            }
            log("Publishing failed and is retried", failures + 1, failure);
            BitSet all = new BitSet();
            all.set(0, request.size());
            return all;
        }
    }

    private PutRecordsRequest asPutRecords(List<PackedRecord> request) {
        List<PutRecordsRequestEntry> entries = request.stream()
                .map(packed -> PutRecordsRequestEntry.builder()
                        .partitionKey(packed.partitionKey())
                        .explicitHashKey(packer.explicitHashKey(packed.lane()))
                        .data(SdkBytes.fromByteArrayUnsafe(packed.data()))
                        .build())
                .toList();
        return PutRecordsRequest.builder().streamName(stream).records(entries).build();
    }

    private BitSet refused(List<PutRecordsResultEntry> answers) {
        BitSet refused = new BitSet();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).errorCode() != null) {
                refused.set(i);
            }
        }
        if (!refused.isEmpty()) {
            metrics.refused(refused.cardinality());
            PutRecordsResultEntry first = answers.get(refused.nextSetBit(0));
            LOG.debug("{} refused {} records: {}", stream, refused.cardinality(), first.errorCode());
        }
        return refused;
    }

    private void waitAfter(int failures) {
        try {
            retrying.waitAfter(failures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requireNotInterrupted();
        }
    }

    private void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new PublishInterrupted(stream);
        }
    }

    /** A lasting failure is logged at attempts 1, 2, 4, 8 and so on. The counter counts each. */
    private void log(String event, int failures, Throwable cause) {
        Level level = Integer.bitCount(failures) == 1 ? Level.WARN : Level.DEBUG;
        LOG.atLevel(level)
                .addKeyValue("stream", stream)
                .addKeyValue("failures", failures)
                .addKeyValue("cause", cause.toString())
                .log(event);
    }
}
