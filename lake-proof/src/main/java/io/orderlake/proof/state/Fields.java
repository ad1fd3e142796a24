package io.orderlake.proof.state;

import io.orderlake.proof.RowFingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Writes and reads the bytes of stored values, field by field in a fixed order. */
final class Fields {

    /** Writes or reads the fields. */
    interface Body<T> {
        void accept(T data) throws IOException;
    }

    /** Creates a value from its fields. */
    interface Parser<V> {
        V read(DataInputStream in) throws IOException;
    }

    private Fields() {}

    static byte[] write(Body<DataOutputStream> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            fields.accept(out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    static <V> V read(byte[] bytes, Parser<V> parser) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return parser.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a stored value: the state is damaged; remove its file", e);
        }
    }

    static void fingerprint(DataOutputStream out, RowFingerprint fingerprint) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(fingerprint.bytes());
        fingerprint.write(bytes);
        out.writeByte(bytes.capacity());
        out.write(bytes.array());
    }

    static RowFingerprint fingerprint(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(in.readUnsignedByte());
        return RowFingerprint.read(ByteBuffer.wrap(bytes));
    }
}
