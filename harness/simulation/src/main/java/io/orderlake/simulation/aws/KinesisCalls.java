package io.orderlake.simulation.aws;

import io.orderlake.simulation.aws.Calls.Twist;
import io.orderlake.simulation.aws.Stream.ReadPoint;
import io.orderlake.simulation.aws.StreamShard.Entry;
import io.orderlake.simulation.kernel.Kernel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A process's Kinesis client. Like Kinesis, it answers an iterator whose records are trimmed from the oldest record that is left. */
public final class KinesisCalls implements KinesisClient {

    private final Map<String, Stream> streams;
    private final LongSupplier now;
    private final Calls calls;

    public KinesisCalls(Map<String, Stream> streams, LongSupplier now, Calls calls) {
        this.streams = streams;
        this.now = now;
        this.calls = calls;
    }

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
        String about = request.streamName() + ", " + request.records().size() + " records";
        return calls.call(Op.PUT_RECORDS, about, twist -> put(request, twist));
    }

    private PutRecordsResponse put(PutRecordsRequest request, Twist twist) {
        List<PutRecordsResultEntry> answers = new ArrayList<>();
        for (PutRecordsRequestEntry entry : request.records()) {
            answers.add(twist.refuses(answers.size()) ? refused() : stored(stream(request.streamName()), entry));
        }
        return PutRecordsResponse.builder().records(answers).build();
    }

    private static PutRecordsResultEntry refused() {
        return PutRecordsResultEntry.builder()
                .errorCode("ProvisionedThroughputExceededException")
                .build();
    }

    private static PutRecordsResultEntry stored(Stream stream, PutRecordsRequestEntry entry) {
        Entry stored = stream.put(
                new BigInteger(entry.explicitHashKey()),
                entry.partitionKey(),
                entry.data().asByteArray());
        return PutRecordsResultEntry.builder().sequenceNumber(stored.sequence()).build();
    }

    @Override
    public DescribeStreamSummaryResponse describeStreamSummary(DescribeStreamSummaryRequest request) {
        return calls.call(
                Op.DESCRIBE_STREAM,
                request.streamName(),
                twist -> DescribeStreamSummaryResponse.builder()
                        .streamDescriptionSummary(stream -> stream.streamName(request.streamName())
                                .retentionPeriodHours((int) Stream.RETENTION.toHours()))
                        .build());
    }

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
        return calls.call(
                Op.LIST_SHARDS,
                request.streamName(),
                twist -> ListShardsResponse.builder()
                        .shards(stream(request.streamName()).listed().stream()
                                .map(KinesisCalls::described)
                                .toList())
                        .build());
    }

    private static Shard described(StreamShard shard) {
        Iterator<String> parents = shard.parents().stream().sorted().iterator();
        return Shard.builder()
                .shardId(shard.id())
                .parentShardId(parents.hasNext() ? parents.next() : null)
                .adjacentParentShardId(parents.hasNext() ? parents.next() : null)
                .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        return calls.call(Op.GET_ITERATOR, request.streamName() + "/" + request.shardId(), twist -> {
            Stream stream = stream(request.streamName());
            String iterator = stream.iterator(request.shardId(), place(stream.shard(request.shardId()), request));
            return GetShardIteratorResponse.builder()
                    .shardIterator(request.streamName() + "@" + iterator)
                    .build();
        });
    }

    private static int place(StreamShard shard, GetShardIteratorRequest request) {
        return switch (request.shardIteratorType()) {
            case AFTER_SEQUENCE_NUMBER -> shard.after(request.startingSequenceNumber());
            case AT_SEQUENCE_NUMBER -> shard.after(request.startingSequenceNumber()) - 1;
            case TRIM_HORIZON -> shard.trimmed();
            case LATEST -> shard.entries().size();
            default -> throw new IllegalArgumentException("Cannot simulate iterators " + request.shardIteratorType());
        };
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        String[] parts = request.shardIterator().split("@", 2);
        String about = parts[0] + "/" + parts[1].split("@", 2)[0];
        return calls.call(Op.GET_RECORDS, about, twist -> {
            Stream stream = stream(parts[0]);
            ReadPoint point = stream.place(parts[1])
                    .filter(any -> twist.kind() != Twist.Kind.EXPIRE_ITERATOR)
                    .orElseThrow(KinesisCalls::expired);
            return answer(stream, point, request.limit());
        });
    }

    private GetRecordsResponse answer(Stream stream, ReadPoint point, int limit) {
        List<Entry> read = point.entries(limit);
        int behind = point.behind(read);
        String next = point.isEnd(behind)
                ? null
                : stream.name() + "@" + stream.iterator(point.shard().id(), behind);
        return GetRecordsResponse.builder()
                .records(read.stream().map(KinesisCalls::record).toList())
                .nextShardIterator(next)
                .millisBehindLatest(point.millisBehind(behind, now.getAsLong()))
                .build();
    }

    private static Record record(Entry entry) {
        return Record.builder()
                .sequenceNumber(entry.sequence())
                .partitionKey(entry.partitionKey())
                .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
                .approximateArrivalTimestamp(Kernel.START.plusMillis(entry.at()))
                .build();
    }

    private static ExpiredIteratorException expired() {
        return ExpiredIteratorException.builder().message("Iterator expired").build();
    }

    private Stream stream(String name) {
        Stream stream = streams.get(name);
        if (stream == null) {
            throw new IllegalArgumentException("Cannot find stream " + name);
        }
        return stream;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
