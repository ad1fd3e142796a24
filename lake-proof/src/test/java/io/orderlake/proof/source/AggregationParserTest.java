package io.orderlake.proof.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.source.ChangeStream.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages are built byte by byte from the published format. */
class AggregationParserTest {

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    @Test
    void aRecordWithoutMagicBytesIsReturnedUnchanged() {
        for (byte[] data : List.of(new byte[0], text("{}"), Arrays.copyOf(MAGIC, 3))) {
            assertThat(AggregationParser.records("7", data)).singleElement().satisfies(one -> {
                assertThat(one.readable()).isTrue();
                assertThat(one.data()).isEqualTo(data);
                assertThat(one.sequence()).isEqualTo("7");
            });
        }
    }

    @Test
    void theRecordsOfAnAggregateKeepTheirOrder() {
        byte[] keys = field(1, text("partition"));
        String longText = "x".repeat(300);
        byte[] message = joined(keys, record("first"), record(""), record(longText));

        List<StreamRecord> records = AggregationParser.records("7", aggregate(message));

        assertThat(records)
                .extracting(one -> new String(one.data(), StandardCharsets.UTF_8))
                .containsExactly("first", "", longText);
        assertThat(records).extracting(StreamRecord::index).containsExactly(0, 1, 2);
        assertThat(records)
                .allSatisfy(one -> assertThat(one.sequence()).isEqualTo("7"))
                .allMatch(StreamRecord::readable);
    }

    @Test
    void unknownFieldsOfEachTypeAreSkipped() {
        byte[] unknown = joined(
                new byte[] {9 << 3, (byte) 0x96, 1},
                new byte[] {9 << 3 | 1, 1, 2, 3, 4, 5, 6, 7, 8},
                field(9, text("text")),
                new byte[] {9 << 3 | 5, 1, 2, 3, 4});
        byte[] record = field(3, joined(unknown, field(3, text("data")), unknown));

        assertThat(AggregationParser.records("7", aggregate(joined(unknown, record))))
                .singleElement()
                .satisfies(one -> assertThat(one.data()).isEqualTo(text("data")));
    }

    @Test
    void aDamagedAggregateIsOneUnreadableRecord() {
        byte[] whole = aggregate(record("data"));
        byte[] flipped = whole.clone();
        flipped[6]++;
        List<byte[]> damaged = List.of(
                MAGIC,
                Arrays.copyOf(whole, whole.length - 1),
                flipped,
                aggregate(new byte[0]),
                aggregate(field(3, field(1, text("no data")))),
                aggregate(new byte[] {3 << 3 | 2, 100, 1}),
                aggregate(new byte[] {3 << 3 | 3}),
                aggregate(new byte[] {2, 0}),
                aggregate(new byte[] {9 << 3 | 1, 1}),
                aggregate(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}));

        for (byte[] data : damaged) {
            assertThat(AggregationParser.records("7", data)).singleElement().satisfies(one -> {
                assertThat(one.readable()).isFalse();
                assertThat(one.data()).isEqualTo(data);
            });
        }
    }

    private static byte[] aggregate(byte[] message) {
        try {
            return joined(MAGIC, message, MessageDigest.getInstance("MD5").digest(message));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] record(String data) {
        return field(3, joined(new byte[] {1 << 3, 0}, field(3, text(data))));
    }

    /** A field with a length; the length is a varint of up to two bytes. */
    private static byte[] field(int number, byte[] content) {
        int length = content.length;
        byte[] head = length < 128
                ? new byte[] {(byte) (number << 3 | 2), (byte) length}
                : new byte[] {(byte) (number << 3 | 2), (byte) (length & 0x7F | 0x80), (byte) (length >> 7)};
        return joined(head, content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
