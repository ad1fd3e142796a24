package io.orderlake.localaws;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A local-aws in this JVM, its clients, and the calls that its tests repeat. */
public record RunningAws(URI endpoint, Runnable stop, KinesisClient kinesis, LocalAwsAdmin admin)
        implements AutoCloseable {

    public static final String STREAM = "orders";
    public static final String FIRST_SHARD = "shardId-000000000000";

    static RunningAws on(Path state) throws IOException {
        return on(state, InstantSource.system());
    }

    static RunningAws on(Path state, InstantSource clock) throws IOException {
        LocalAws aws = LocalAws.start(LocalAwsSettings.in(state), clock);
        return of(aws.endpoint(), aws::close);
    }

    /** @param stop ends what answers at the endpoint */
    public static RunningAws of(URI endpoint, Runnable stop) {
        return new RunningAws(
                endpoint, stop, LocalClients.kinesis(endpoint), new LocalAwsAdmin(endpoint.resolve("/_admin/")));
    }

    public RunningAws withStream() {
        kinesis.createStream(r -> r.streamName(STREAM).shardCount(1));
        return this;
    }

    public void put(String text) {
        kinesis.putRecord(r -> r.streamName(STREAM).partitionKey("k").data(SdkBytes.fromUtf8String(text)));
    }

    public PutRecordsResponse putMany(int count, int bytes) {
        var records = IntStream.range(0, count)
                .mapToObj(i -> LocalClients.entry("k" + i, SdkBytes.fromByteArray(new byte[bytes])))
                .toList();
        return kinesis.putRecords(r -> r.streamName(STREAM).records(records));
    }

    public String trimHorizon() {
        return kinesis.getShardIterator(r ->
                        r.streamName(STREAM).shardId(FIRST_SHARD).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    public List<Record> records() {
        List<Record> records = new ArrayList<>();
        @Nullable String next = trimHorizon();
        while (next != null) {
            String from = next;
            GetRecordsResponse page = kinesis.getRecords(r -> r.shardIterator(from));
            records.addAll(page.records());
            next = page.records().isEmpty() ? null : page.nextShardIterator();
        }
        return records;
    }

    public List<String> texts() {
        return records().stream().map(r -> r.data().asUtf8String()).toList();
    }

    @Override
    public void close() {
        kinesis.close();
        stop.run();
    }
}
