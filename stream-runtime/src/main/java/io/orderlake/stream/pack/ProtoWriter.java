package io.orderlake.stream.pack;

/** Writes protobuf fields into a buffer of the exact size, which the caller has computed with the methods here. */
final class ProtoWriter {

    static final int VARINT = 0;
    static final int LENGTH_DELIMITED = 2;

    private final byte[] buffer;
    private int position;

    ProtoWriter(int size) {
        buffer = new byte[size];
    }

    static int varintSize(int value) {
        return value == 0 ? 1 : (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7;
    }

    /** Size of a length-delimited field, for field numbers below 16. */
    static int fieldSize(int length) {
        return 1 + varintSize(length) + length;
    }

    void raw(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, position, bytes.length);
        position += bytes.length;
    }

    void varintField(int field, int value) {
        tag(field, VARINT);
        varint(value);
    }

    void bytesField(int field, byte[] bytes) {
        startField(field, bytes.length);
        raw(bytes);
    }

    void startField(int field, int length) {
        tag(field, LENGTH_DELIMITED);
        varint(length);
    }

    int position() {
        return position;
    }

    byte[] buffer() {
        return buffer;
    }

    private void tag(int field, int wireType) {
        varint(field << 3 | wireType);
    }

    private void varint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            buffer[position++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        buffer[position++] = (byte) rest;
    }
}
