package io.orderlake.stream.pack;

import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.pack.ProtoReader.Malformed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a Kinesis record strictly. KCL's unpacker logs what it cannot read and drops it. Here such a record stays one record
 * with a defect, so that it becomes a reject.
 */
public final class Unpacker {

    private Unpacker() {}

    /** The records inside a Kinesis record, in order; a record that is not packed is the only one. */
    public static List<StreamRecord> unpack(String sequence, String partitionKey, byte[] data, Instant arrivedAt) {
        if (!AggregationFormat.startsWithMagic(data)) {
            return List.of(new StreamRecord(sequence, 0, partitionKey, data, arrivedAt, null));
        }
        try {
            return unpack(sequence, data, arrivedAt);
        } catch (Malformed e) {
            String defect = "Cannot unpack an aggregated record: found " + e.getMessage();
            return List.of(new StreamRecord(sequence, 0, partitionKey, data, arrivedAt, defect));
        }
    }

    private static List<StreamRecord> unpack(String sequence, byte[] data, Instant arrivedAt) {
        int from = AggregationFormat.magic().length;
        int end = data.length - AggregationFormat.DIGEST_BYTES;
        requireDigest(data, from, end);
        List<String> partitionKeys = new ArrayList<>();
        List<Inner> inners = new ArrayList<>();
        ProtoReader in = new ProtoReader(data, from, end);
        while (in.next()) {
            if (in.isBytes(AggregationFormat.PARTITION_KEY_TABLE)) {
                partitionKeys.add(in.text());
            } else if (in.isBytes(AggregationFormat.RECORDS)) {
                inners.add(inner(in.message()));
            } else {
                in.skipField();
            }
        }
        if (inners.isEmpty()) {
            throw new Malformed("no record in it");
        }
        List<StreamRecord> records = new ArrayList<>(inners.size());
        for (Inner inner : inners) {
            String key = partitionKey(partitionKeys, inner.partitionKeyIndex());
            records.add(new StreamRecord(sequence, records.size(), key, inner.data(), arrivedAt, null));
        }
        return records;
    }

    private static void requireDigest(byte[] data, int from, int end) {
        if (end < from) {
            throw new Malformed("only " + data.length + " bytes");
        }
        byte[] digest = AggregationFormat.digest(data, from, end);
        if (!Arrays.equals(digest, 0, digest.length, data, end, data.length)) {
            throw new Malformed("an MD5 digest that does not match");
        }
    }

    private static Inner inner(ProtoReader in) {
        long partitionKeyIndex = -1;
        byte @Nullable [] data = null;
        while (in.next()) {
            if (in.isVarint(AggregationFormat.PARTITION_KEY_INDEX)) {
                partitionKeyIndex = in.varint();
            } else if (in.isBytes(AggregationFormat.DATA)) {
                data = in.bytes();
            } else {
                in.skipField();
            }
        }
        if (data == null) {
            throw new Malformed("a record without data");
        }
        return new Inner(partitionKeyIndex, data);
    }

    private static String partitionKey(List<String> partitionKeys, long index) {
        if (index < 0 || index >= partitionKeys.size()) {
            throw new Malformed("partition key index " + index + " in a table of " + partitionKeys.size());
        }
        return partitionKeys.get((int) index);
    }

    private record Inner(long partitionKeyIndex, byte[] data) {}
}
