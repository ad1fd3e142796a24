package io.orderlake.proof.source;

import io.orderlake.proof.source.ChangeStream.StreamRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Unpacks Kinesis records in the aggregation format of the KPL: four magic bytes, a protobuf message, the message's MD5 digest.
 * A record that does not parse completely is returned as one unreadable record. See aggregation-format.md in
 * awslabs/amazon-kinesis-producer.
 */
final class AggregationParser {

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int DIGEST_BYTES = 16;
    private static final int RECORDS = 3;
    private static final int DATA = 3;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;

    private AggregationParser(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The records of a Kinesis record, in order; a record that is not aggregated is returned unchanged. */
    static List<StreamRecord> records(String sequence, byte[] data) {
        if (data.length < MAGIC.length || !Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return List.of(new StreamRecord(sequence, 0, data, true));
        }
        try {
            List<StreamRecord> records = new ArrayList<>();
            for (byte[] inner : unpacked(data)) {
                records.add(new StreamRecord(sequence, records.size(), inner, true));
            }
            return records;
        } catch (IllegalArgumentException damaged) {
            return List.of(new StreamRecord(sequence, 0, data, false));
        }
    }

    private static List<byte[]> unpacked(byte[] data) {
        int end = data.length - DIGEST_BYTES;
        require(end >= MAGIC.length, "a digest");
        byte[] digest = md5(data, MAGIC.length, end);
        require(Arrays.equals(digest, 0, DIGEST_BYTES, data, end, data.length), "the digest of the message");
        List<byte[]> records = new ArrayList<>();
        AggregationParser message = new AggregationParser(data, MAGIC.length, end);
        while (message.at < end) {
            long tag = message.varint();
            if (tag == (RECORDS << 3 | BYTES)) {
                records.add(message.message().data());
            } else {
                message.skip(tag);
            }
        }
        require(!records.isEmpty(), "a record");
        return records;
    }

    private byte[] data() {
        byte[] data = null;
        while (at < end) {
            long tag = varint();
            if (tag == (DATA << 3 | BYTES)) {
                int length = length();
                data = Arrays.copyOfRange(bytes, at, at + length);
                at += length;
            } else {
                skip(tag);
            }
        }
        require(data != null, "data");
        return data == null ? new byte[0] : data;
    }

    private AggregationParser message() {
        int length = length();
        at += length;
        return new AggregationParser(bytes, at - length, at);
    }

    private void skip(long tag) {
        require(tag >>> 3 > 0, "a field");
        switch ((int) (tag & 7)) {
            case VARINT -> varint();
            // Not at += length(): Java would read "at" before the length moves it.
            case BYTES -> {
                int length = length();
                at += length;
            }
            case FIXED64 -> at += fixed(Long.BYTES);
            case FIXED32 -> at += fixed(Integer.BYTES);
            default -> require(false, "a known type");
        }
    }

    private int length() {
        long length = varint();
        require(length >= 0 && length <= end - at, "a length within the message");
        return (int) length;
    }

    private int fixed(int length) {
        require(length <= end - at, "a whole field");
        return length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            require(at < end, "a whole number");
            byte one = bytes[at++];
            value |= (long) (one & 0x7F) << shift;
            if (one >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("Cannot unpack a record: expected a number of at most ten bytes");
    }

    private static byte[] md5(byte[] data, int from, int to) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(data, from, to - from);
            return md5.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("Cannot unpack a record: expected " + expected);
        }
    }
}
