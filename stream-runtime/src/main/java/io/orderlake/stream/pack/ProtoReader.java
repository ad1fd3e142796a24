package io.orderlake.stream.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads protobuf fields from a slice of bytes, and throws {@link Malformed} where the bytes are not valid. */
final class ProtoReader {

    private static final int MAX_VARINT_BYTES = 10;

    private final byte[] bytes;
    private final int end;
    private int position;
    private int tag;

    ProtoReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** Moves to the next field; false at the end. */
    boolean next() {
        if (position == end) {
            return false;
        }
        long read = varint();
        if (read >>> 3 < 1 || read > 0xFFFF_FFFFL) {
            throw new Malformed("a field tag of " + read);
        }
        tag = (int) read;
        return true;
    }

    boolean isBytes(int field) {
        return tag == (field << 3 | ProtoWriter.LENGTH_DELIMITED);
    }

    boolean isVarint(int field) {
        return tag == (field << 3 | ProtoWriter.VARINT);
    }

    long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            byte read = bytes[skip(1)];
            value |= (long) (read & 0x7F) << (7 * i);
            if (read >= 0) {
                return value;
            }
        }
        throw new Malformed("a number of more than " + MAX_VARINT_BYTES + " bytes");
    }

    byte[] bytes() {
        int length = length();
        int from = skip(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    String text() {
        int length = length();
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    ProtoReader message() {
        int length = length();
        int from = skip(length);
        return new ProtoReader(bytes, from, from + length);
    }

    /** Skips an unknown field, as protobuf requires. */
    void skipField() {
        switch (tag & 7) {
            case ProtoWriter.VARINT -> varint();
            case ProtoWriter.LENGTH_DELIMITED -> skip(length());
            case 1 -> skip(Long.BYTES);
            case 5 -> skip(Integer.BYTES);
            default -> throw new Malformed("wire type " + (tag & 7));
        }
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw new Malformed("a field of " + length + " bytes where " + (end - position) + " are left");
        }
        return (int) length;
    }

    private int skip(int length) {
        if (length > end - position) {
            throw new Malformed("an end inside a field");
        }
        int from = position;
        position += length;
        return from;
    }

    /** The bytes are not valid; the message names what was found. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String found) {
            super(found);
        }
    }
}
