package io.orderlake.stream.pack;

import static io.orderlake.stream.pack.ProtoWriter.fieldSize;
import static io.orderlake.stream.pack.ProtoWriter.varintSize;

import io.orderlake.contract.Lanes;
import io.orderlake.stream.LaneRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs the waiting records of a lane into Kinesis records. Each packed record carries the lane's explicit hash key,
 * because KCL drops packed records whose own hash key lies outside the shard.
 */
public final class Packer {

    /** The lane's hash key is the only entry of its table. */
    private static final int LANE_KEY_INDEX = 0;

    private final PackSettings settings;
    private final Lanes lanes;

    public Packer(PackSettings settings, Lanes lanes) {
        this.settings = settings;
        this.lanes = lanes;
    }

    /** The explicit hash key under which the lane's Kinesis records go. */
    public String explicitHashKey(int lane) {
        return lanes.explicitHashKey(lane);
    }

    /** @throws RecordTooLarge where the record fits no Kinesis record, not even alone */
    public void requireFits(LaneRecord laneRecord) {
        long size = mustBePacked(laneRecord)
                ? new Plan(laneRecord).sizeWith(laneRecord)
                : (long) laneRecord.data().length + keyBytes(laneRecord).length;
        if (size > settings.maxBytes()) {
            throw new RecordTooLarge(laneRecord, settings.maxBytes());
        }
    }

    /**
     * Packs as many records as fit, from the oldest on.
     *
     * @param waiting records of one lane in order, at least one, each of which {@link #requireFits fits}
     */
    public PackedRecord first(List<LaneRecord> waiting) {
        LaneRecord oldest = waiting.get(0);
        Plan plan = new Plan(oldest);
        int count = 0;
        while (count < limit(waiting) && plan.sizeWith(waiting.get(count)) <= settings.maxBytes()) {
            plan.add(waiting.get(count));
            count++;
        }
        if (count <= 1 && !mustBePacked(oldest)) {
            return new PackedRecord(oldest.lane(), oldest.partitionKey(), oldest.data(), 1);
        }
        byte[] data = plan.write(waiting.subList(0, count));
        return new PackedRecord(oldest.lane(), oldest.partitionKey(), data, count);
    }

    private int limit(List<LaneRecord> waiting) {
        return settings.aggregation() == PackSettings.Aggregation.OFF ? 1 : waiting.size();
    }

    /** A plain record that begins like a packed one would be read as a broken one. */
    private boolean mustBePacked(LaneRecord laneRecord) {
        return settings.aggregation() == PackSettings.Aggregation.ON
                && AggregationFormat.startsWithMagic(laneRecord.data());
    }

    private static byte[] keyBytes(LaneRecord laneRecord) {
        return laneRecord.partitionKey().getBytes(StandardCharsets.UTF_8);
    }

    /** Which records go in, and the size that they will have. */
    private final class Plan {

        private final byte[] hashKey;
        private final int ownKeySize;
        private final Map<String, Integer> partitionKeys = new LinkedHashMap<>();
        private long size;

        Plan(LaneRecord oldest) {
            hashKey = explicitHashKey(oldest.lane()).getBytes(StandardCharsets.US_ASCII);
            ownKeySize = keyBytes(oldest).length;
            size = AggregationFormat.FRAME_BYTES + fieldSize(hashKey.length) + ownKeySize;
        }

        long sizeWith(LaneRecord laneRecord) {
            Integer known = partitionKeys.get(laneRecord.partitionKey());
            int index = known == null ? partitionKeys.size() : known;
            int tableEntry = known == null ? fieldSize(keyBytes(laneRecord).length) : 0;
            return size + tableEntry + fieldSize(recordSize(index, laneRecord.data().length));
        }

        void add(LaneRecord laneRecord) {
            size = sizeWith(laneRecord);
            partitionKeys.putIfAbsent(laneRecord.partitionKey(), partitionKeys.size());
        }

        byte[] write(List<LaneRecord> chosen) {
            ProtoWriter out = new ProtoWriter((int) size - ownKeySize);
            byte[] magic = AggregationFormat.magic();
            out.raw(magic);
            for (String key : partitionKeys.keySet()) {
                out.bytesField(AggregationFormat.PARTITION_KEY_TABLE, key.getBytes(StandardCharsets.UTF_8));
            }
            out.bytesField(AggregationFormat.EXPLICIT_HASH_KEY_TABLE, hashKey);
            for (LaneRecord laneRecord : chosen) {
                writeRecord(out, laneRecord);
            }
            out.raw(AggregationFormat.digest(out.buffer(), magic.length, out.position()));
            return out.buffer();
        }

        private void writeRecord(ProtoWriter out, LaneRecord laneRecord) {
            int index = partitionKeys.getOrDefault(laneRecord.partitionKey(), 0);
            out.startField(AggregationFormat.RECORDS, recordSize(index, laneRecord.data().length));
            out.varintField(AggregationFormat.PARTITION_KEY_INDEX, index);
            out.varintField(AggregationFormat.EXPLICIT_HASH_KEY_INDEX, LANE_KEY_INDEX);
            out.bytesField(AggregationFormat.DATA, laneRecord.data());
        }

        private static int recordSize(int partitionKeyIndex, int dataLength) {
            return 1 + varintSize(partitionKeyIndex) + 1 + varintSize(LANE_KEY_INDEX) + fieldSize(dataLength);
        }
    }
}
