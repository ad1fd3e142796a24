package io.orderlake.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.aws.AwsFailures;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.pack.Packer;
import io.orderlake.stream.publish.LanePublisher;
import io.orderlake.stream.publish.PublishSettings;
import io.orderlake.stream.publish.Retrying;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Publishes a batch and returns when all of it is acknowledged. */
interface Publishing {

    Lanes LANES = new Lanes(Lanes.DEFAULT_COUNT);

    void publish(List<LaneRecord> batch);

    /** As relay and transformer do. */
    static Publishing ordered(KinesisClient kinesis, String stream) {
        Retrying retrying = new Retrying(
                AwsFailures::kindOf,
                PublishSettings.defaults().backoff(),
                pause -> Thread.sleep(pause.toMillis()),
                stream);
        Packer packer = new Packer(PackSettings.defaults(), LANES);
        return new LanePublisher(stream, kinesis, packer, retrying, new SimpleMeterRegistry())::publish;
    }

    /** One record for each change, 500 in a request; refused records go into a later request without any pause. */
    static Publishing usual(KinesisClient kinesis, String stream) {
        return batch -> {
            Deque<LaneRecord> waiting = new ArrayDeque<>(batch);
            while (!waiting.isEmpty()) {
                List<LaneRecord> request = new ArrayList<>();
                while (request.size() < 500 && !waiting.isEmpty()) {
                    request.add(waiting.remove());
                }
                waiting.addAll(refused(kinesis, stream, request));
            }
        };
    }

    private static List<LaneRecord> refused(KinesisClient kinesis, String stream, List<LaneRecord> request) {
        List<PutRecordsRequestEntry> entries =
                request.stream().map(Publishing::entry).toList();
        List<PutRecordsResultEntry> answers = kinesis.putRecords(
                        put -> put.streamName(stream).records(entries))
                .records();
        return IntStream.range(0, answers.size())
                .filter(i -> answers.get(i).errorCode() != null)
                .mapToObj(request::get)
                .toList();
    }

    private static PutRecordsRequestEntry entry(LaneRecord change) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(change.partitionKey())
                .data(SdkBytes.fromByteArrayUnsafe(change.data()))
                .build();
    }
}
