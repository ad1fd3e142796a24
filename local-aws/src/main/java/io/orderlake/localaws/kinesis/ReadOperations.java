package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.ServiceError;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** GetShardIterator and GetRecords. */
final class ReadOperations {

    private static final int MAX_RECORDS = 10_000;
    /** AWS' 10 MB, or less in a small heap, which AWS' promise allows: a page may always be shorter. */
    private static final int MAX_BYTES =
            (int) Math.min(10 << 20, Runtime.getRuntime().maxMemory() / 32);

    private final Streams streams;
    private final ShardLimits limits;

    ReadOperations(Streams streams, ShardLimits limits) {
        this.streams = streams;
        this.limits = limits;
    }

    Map<String, AwsService> byName() {
        return Map.of("GetShardIterator", this::getShardIterator, "GetRecords", this::getRecords);
    }

    private ObjectNode getShardIterator(Call call) {
        KinesisStream stream = streams.of(call);
        ShardDescription shard = stream.shard(call.requiredText("ShardId"));
        long from = startOf(call, stream, shard);
        StreamDescription description = stream.description();
        ShardIterator iterator =
                new ShardIterator(description.name(), description.createdAt(), shard.id(), from, streams.now());
        return Call.answer().put("ShardIterator", iterator.token());
    }

    private long startOf(Call call, KinesisStream stream, ShardDescription shard) {
        String type = call.requiredText("ShardIteratorType");
        return switch (type) {
            case "TRIM_HORIZON" -> shard.start();
            case "LATEST" -> stream.log(shard.id()).lastOrdinal() + 1;
            case "AT_SEQUENCE_NUMBER" -> ordinalIn(call, stream, shard);
            case "AFTER_SEQUENCE_NUMBER" -> ordinalIn(call, stream, shard) + 1;
            case "AT_TIMESTAMP" -> firstArrivedFrom(call, stream, shard);
            default ->
                throw ServiceError.validation("Value '" + type + "' at 'shardIteratorType' is not a type of iterator");
        };
    }

    private static long ordinalIn(Call call, KinesisStream stream, ShardDescription shard) {
        String text = call.requiredText("StartingSequenceNumber");
        long ordinal = stream.description().sequenceNumbers().ordinal(text);
        boolean beyond = shard.end() == null ? ordinal >= stream.nextOrdinal() : ordinal > shard.end();
        if (ordinal < shard.start() || beyond) {
            throw ServiceError.invalidArgument("StartingSequenceNumber " + text + " used in GetShardIterator on shard "
                    + shard.id() + " in stream " + stream.description().name() + " under account " + KinesisArns.ACCOUNT
                    + " is invalid because it did not come from this shard.");
        }
        return ordinal;
    }

    private long firstArrivedFrom(Call call, KinesisStream stream, ShardDescription shard) {
        long time = call.requiredInstant("Timestamp").toEpochMilli();
        if (time > streams.now()) {
            throw ServiceError.invalidArgument("The timestampInMillis parameter cannot be greater than the "
                    + "currentTimestampInMillis. timestampInMillis: " + time);
        }
        // Read before the search: a record that arrives between the two is then found from here on.
        ShardLog log = stream.log(shard.id());
        long next = log.lastOrdinal() + 1;
        Long found = log.firstArrivedFrom(time);
        return found == null ? next : found;
    }

    private ObjectNode getRecords(Call call) {
        long now = streams.now();
        int limit = call.number("Limit", MAX_RECORDS);
        if (limit < 1 || limit > MAX_RECORDS) {
            throw ServiceError.validation("Value '" + limit + "' at 'limit' must be from 1 to " + MAX_RECORDS);
        }
        ShardIterator iterator = ShardIterator.of(call.requiredText("ShardIterator"));
        iterator.checkAge(now);
        KinesisStream stream = streams.named(iterator.stream());
        iterator.checkStream(stream.description());
        limits.checkRead(iterator.stream(), iterator.shard());
        // Read before the records: if it is closed here, nothing can come after them.
        ShardDescription shard = stream.shard(iterator.shard());
        ShardLog.Page page = stream.log(shard.id())
                .read(iterator.from(), stream.description().horizon(now), limit, MAX_BYTES);
        return answer(call, stream.description(), shard, iterator, page);
    }

    private ObjectNode answer(
            Call call, StreamDescription stream, ShardDescription shard, ShardIterator iterator, ShardLog.Page page) {
        long now = streams.now();
        ObjectNode answer = Call.answer();
        int bytes = putRecords(call, stream, page, answer.putArray("Records"));
        limits.countRead(stream.name(), shard.id(), bytes);
        if (page.atTip() && !shard.isOpen()) {
            putChildShards(stream, shard, answer.putArray("ChildShards"));
        } else {
            answer.put(
                    "NextShardIterator", iterator.goingOnFrom(page.next(), now).token());
        }
        long lastArrival = page.atTip()
                ? now
                : page.records().get(page.records().size() - 1).arrivedAt();
        return answer.put("MillisBehindLatest", Math.max(0, now - lastArrival));
    }

    private static int putRecords(Call call, StreamDescription stream, ShardLog.Page page, ArrayNode list) {
        SequenceNumbers numbers = stream.sequenceNumbers();
        int bytes = 0;
        for (StoredRecord record : page.records()) {
            bytes += record.payloadBytes();
            ObjectNode json = list.addObject()
                    .put("SequenceNumber", numbers.text(record.ordinal()))
                    .put("PartitionKey", record.partitionKey())
                    .put("Data", record.data())
                    .put("EncryptionType", "NONE");
            json.set("ApproximateArrivalTimestamp", call.time(Instant.ofEpochMilli(record.arrivedAt())));
        }
        return bytes;
    }

    private static void putChildShards(StreamDescription stream, ShardDescription parent, ArrayNode list) {
        for (ShardDescription shard : stream.shards()) {
            if (shard.isChildOf(parent.id())) {
                ArrayNode parents = list.add(ShardOperations.child(shard))
                        .get(list.size() - 1)
                        .withArray("/ParentShards");
                parents.add(shard.parent());
                if (shard.adjacentParent() != null) {
                    parents.add(shard.adjacentParent());
                }
            }
        }
    }
}
