package io.orderlake.stream.publish;

import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.pack.Unpacker;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.AddTagsToStreamRequest;
import software.amazon.awssdk.services.kinesis.model.AddTagsToStreamResponse;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.CreateStreamResponse;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.IncreaseStreamRetentionPeriodRequest;
import software.amazon.awssdk.services.kinesis.model.IncreaseStreamRetentionPeriodResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamRequest;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.Tag;

/**
 * Kinesis in memory. Stores records in order, and produces the faults that a test asks for. Like the real
 * one it may take a request's later record and refuse an earlier one.
 */
public final class FakeKinesis implements KinesisClient {

    private static final String SHARD = "shard-0";

    /** All effects in order, as texts. */
    public final List<String> effects = new CopyOnWriteArrayList<>();

    /** What was stored, packed records unpacked. */
    public final List<StreamRecord> stored = new CopyOnWriteArrayList<>();

    public final List<PutRecordsRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<String, List<Record>> contents = new LinkedHashMap<>();
    private int sequences;
    private final Deque<PutFault> faults = new ArrayDeque<>();
    private final Map<String, Deque<StreamStatus>> statuses = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();

    /** The next requests each meet one of these, in order; later ones meet none. */
    public FakeKinesis faults(PutFault... next) {
        faults.addAll(List.of(next));
        return this;
    }

    /** A stream that shows these statuses, the last one for ever. */
    public FakeKinesis stream(String name, StreamStatus... shown) {
        statuses.put(name, new ArrayDeque<>(List.of(shown)));
        return this;
    }

    public FakeKinesis tagged(String stream, String key, String value) {
        tags.computeIfAbsent(stream, any -> new LinkedHashMap<>()).put(key, value);
        return this;
    }

    @Override
    public synchronized PutRecordsResponse putRecords(PutRecordsRequest request) {
        requests.add(request);
        PutFault fault = faults.isEmpty() ? PutFault.none() : faults.remove();
        List<PutRecordsResultEntry> answers = new ArrayList<>();
        for (int i = 0; i < request.records().size(); i++) {
            String refusal = fault.refusals().apply(i);
            answers.add(
                    refusal == null
                            ? store(request.streamName(), request.records().get(i))
                            : refuse(refusal));
        }
        if (fault.thrown() != null) {
            throw fault.thrown();
        }
        int failed = (int)
                answers.stream().filter(answer -> answer.errorCode() != null).count();
        return PutRecordsResponse.builder()
                .records(answers)
                .failedRecordCount(failed)
                .build();
    }

    private PutRecordsResultEntry store(String stream, PutRecordsRequestEntry entry) {
        String sequence = Integer.toString(++sequences);
        byte[] data = entry.data().asByteArray();
        stored.addAll(Unpacker.unpack(sequence, entry.partitionKey(), data, Instant.EPOCH));
        contents.computeIfAbsent(stream, any -> new ArrayList<>())
                .add(Record.builder()
                        .sequenceNumber(sequence)
                        .partitionKey(entry.partitionKey())
                        .data(entry.data())
                        .approximateArrivalTimestamp(Instant.EPOCH)
                        .build());
        return PutRecordsResultEntry.builder()
                .sequenceNumber(sequence)
                .shardId(SHARD)
                .build();
    }

    /** What a stream holds, packed records unpacked. */
    public synchronized List<StreamRecord> content(String stream) {
        return contents.getOrDefault(stream, List.of()).stream()
                .flatMap(stored -> Unpacker.unpack(
                        stored.sequenceNumber(),
                        stored.partitionKey(),
                        stored.data().asByteArray(),
                        Instant.EPOCH)
                        .stream())
                .toList();
    }

    /** An entry as any producer may put it. */
    public static PutRecordsRequestEntry entry(String partitionKey, byte[] data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromByteArray(data))
                .build();
    }

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
        return ListShardsResponse.builder()
                .shards(shard -> shard.shardId(SHARD))
                .build();
    }

    /** From the oldest record, or right after one that is named. */
    @Override
    public synchronized GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        List<Record> content = contents.getOrDefault(request.streamName(), List.of());
        int from = 0;
        while (request.startingSequenceNumber() != null
                && !content.get(from++).sequenceNumber().equals(request.startingSequenceNumber())) {}
        return GetShardIteratorResponse.builder()
                .shardIterator(request.streamName() + "@" + from)
                .build();
    }

    @Override
    public synchronized GetRecordsResponse getRecords(GetRecordsRequest request) {
        String[] place = request.shardIterator().split("@", -1);
        List<Record> content = contents.getOrDefault(place[0], List.of());
        List<Record> read = List.copyOf(content.subList(Integer.parseInt(place[1]), content.size()));
        return GetRecordsResponse.builder()
                .records(read)
                .nextShardIterator(place[0] + "@" + content.size())
                .millisBehindLatest(0L)
                .build();
    }

    private static PutRecordsResultEntry refuse(String code) {
        return PutRecordsResultEntry.builder()
                .errorCode(code)
                .errorMessage("refused")
                .build();
    }

    @Override
    public DescribeStreamSummaryResponse describeStreamSummary(DescribeStreamSummaryRequest request) {
        Deque<StreamStatus> shown = statuses.get(request.streamName());
        if (shown == null) {
            throw ResourceNotFoundException.builder()
                    .message("Stream not found")
                    .build();
        }
        StreamStatus status = shown.size() > 1 ? shown.remove() : shown.getFirst();
        effects.add("describe " + request.streamName() + " " + status);
        return DescribeStreamSummaryResponse.builder()
                .streamDescriptionSummary(summary -> summary.streamName(request.streamName())
                        .streamStatus(status)
                        .retentionPeriodHours(24))
                .build();
    }

    @Override
    public IncreaseStreamRetentionPeriodResponse increaseStreamRetentionPeriod(
            IncreaseStreamRetentionPeriodRequest request) {
        effects.add("keep " + request.streamName() + " " + request.retentionPeriodHours() + " hours");
        return IncreaseStreamRetentionPeriodResponse.builder().build();
    }

    @Override
    public CreateStreamResponse createStream(CreateStreamRequest request) {
        effects.add("create " + request.streamName() + " " + request.shardCount());
        stream(request.streamName(), StreamStatus.CREATING, StreamStatus.ACTIVE);
        return CreateStreamResponse.builder().build();
    }

    @Override
    public ListTagsForStreamResponse listTagsForStream(ListTagsForStreamRequest request) {
        List<Tag> page = tags.getOrDefault(request.streamName(), Map.of()).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return ListTagsForStreamResponse.builder().tags(page).hasMoreTags(false).build();
    }

    @Override
    public AddTagsToStreamResponse addTagsToStream(AddTagsToStreamRequest request) {
        effects.add("tag " + request.streamName() + " " + request.tags());
        request.tags().forEach((key, value) -> tagged(request.streamName(), key, value));
        return AddTagsToStreamResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /**
     * What goes wrong with a request.
     *
     * @param refusals error code for the entry at an index; null where it is stored
     * @param thrown after the entries were stored or refused; null where the answer arrives
     */
    public record PutFault(
            Function<Integer, @Nullable String> refusals,
            @Nullable RuntimeException thrown) {

        public static PutFault none() {
            return new PutFault(index -> null, null);
        }

        /** Refuses the entries whose index is listed. */
        public static PutFault refusing(Integer... indexes) {
            return new PutFault(
                    index -> List.of(indexes).contains(index) ? "ProvisionedThroughputExceededException" : null, null);
        }

        /** The request fails and nothing is stored. */
        public static PutFault failing(RuntimeException thrown) {
            return new PutFault(index -> "InternalFailure", thrown);
        }

        /** Everything is stored, and then the answer is lost. */
        public static PutFault losingTheAnswer(RuntimeException thrown) {
            return new PutFault(index -> null, thrown);
        }
    }
}
