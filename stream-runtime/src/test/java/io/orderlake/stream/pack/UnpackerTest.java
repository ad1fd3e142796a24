package io.orderlake.stream.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.orderlake.contract.Lanes;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.Messages;

class UnpackerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void aPlainRecordIsTheOnlyOne() {
        byte[] json = "{\"eventID\":\"1\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Unpacker.unpack("49", "key", json, NOW))
                .containsExactly(new StreamRecord("49", 0, "key", json, NOW, null));
    }

    @Property(tries = 200)
    void readsWhatOtherPackersWriteAsKclDoes(@ForAll @Size(min = 1, max = 30) List<byte[]> datas) {
        byte[] packed = packedByProtobuf(datas);

        List<StreamRecord> ours = Unpacker.unpack("49", "outer", packed, NOW);

        assertThat(ours).map(StreamRecord::data).containsExactlyElementsOf(readByKcl(packed));
        assertThat(ours).map(StreamRecord::data).containsExactlyElementsOf(datas);
        assertThat(ours).map(StreamRecord::partitionKey).allMatch(key -> key.startsWith("key-"));
        assertThat(ours).map(StreamRecord::index).isSorted().doesNotHaveDuplicates();
    }

    @Property(tries = 300)
    void whatIsCutOrChangedAnywhereIsOneWholeDefectiveRecord(
            @ForAll @Size(min = 1, max = 5) List<byte[]> datas, @ForAll int at, @ForAll byte change) {
        byte[] packed = packedByProtobuf(datas);
        byte[] cut = Arrays.copyOf(packed, 4 + Math.floorMod(at, packed.length - 4));
        byte[] changed = packed.clone();
        changed[4 + Math.floorMod(at, packed.length - 4)] ^= (byte) (change == 0 ? 1 : change);

        for (byte[] broken : List.of(cut, changed)) {
            assertThat(Unpacker.unpack("49", "outer", broken, NOW))
                    .singleElement()
                    .satisfies(only -> {
                        assertThat(only.defect()).startsWith("Cannot unpack an aggregated record: found ");
                        assertThat(only.data()).isSameAs(broken);
                        assertThat(only.partitionKey()).isEqualTo("outer");
                    });
        }
    }

    @Property(tries = 500)
    void whatIsNotProtobufUnderAValidDigestIsADefectAndNeverAnError(@ForAll @Size(max = 60) byte[] message) {
        List<StreamRecord> records = Unpacker.unpack("49", "outer", framed(message), NOW);

        assertThat(records).isNotEmpty();
    }

    @Test
    void namesWhatIsWrong() {
        Messages.Record withoutKey = Messages.Record.newBuilder()
                .setPartitionKeyIndex(7)
                .setData(ByteString.copyFromUtf8("x"))
                .build();
        byte[] message = Messages.AggregatedRecord.newBuilder()
                .addPartitionKeyTable("key")
                .addRecords(withoutKey)
                .build()
                .toByteArray();

        assertThat(Unpacker.unpack("49", "outer", framed(message), NOW))
                .singleElement()
                .extracting(StreamRecord::defect)
                .isEqualTo("Cannot unpack an aggregated record: found partition key index 7 in a table of 1");
    }

    @Test
    void anEmptyPackedRecordIsADefectSoThatItIsNotOverlooked() {
        assertThat(Unpacker.unpack("49", "outer", framed(new byte[0]), NOW))
                .singleElement()
                .extracting(StreamRecord::defect)
                .isEqualTo("Cannot unpack an aggregated record: found no record in it");
    }

    @Test
    void ourPackerNeedsNoMoreBytesThanProtobufItself() {
        Lanes lanes = new Lanes(4);
        List<byte[]> datas = List.of(new byte[10], new byte[200], new byte[0]);
        List<LaneRecord> laneRecords = new ArrayList<>();
        for (byte[] data : datas) {
            laneRecords.add(new LaneRecord(1, "key-" + laneRecords.size(), data));
        }

        byte[] ours =
                new Packer(PackSettings.defaults(), lanes).first(laneRecords).data();

        assertThat(ours).isEqualTo(packedByProtobuf(datas, lanes.explicitHashKey(1)));
    }

    private static byte[] packedByProtobuf(List<byte[]> datas) {
        return packedByProtobuf(datas, "0");
    }

    private static byte[] packedByProtobuf(List<byte[]> datas, String hashKey) {
        Messages.AggregatedRecord.Builder message = Messages.AggregatedRecord.newBuilder();
        message.addExplicitHashKeyTable(hashKey);
        for (byte[] data : datas) {
            int index = message.getPartitionKeyTableCount();
            message.addPartitionKeyTable("key-" + index);
            message.addRecords(Messages.Record.newBuilder()
                    .setPartitionKeyIndex(index)
                    .setExplicitHashKeyIndex(0)
                    .setData(ByteString.copyFrom(data)));
        }
        return framed(message.build().toByteArray());
    }

    private static byte[] framed(byte[] message) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes(AggregationFormat.magic());
        framed.writeBytes(message);
        framed.writeBytes(AggregationFormat.digest(message, 0, message.length));
        return framed.toByteArray();
    }

    private static List<byte[]> readByKcl(byte[] packed) {
        KinesisClientRecord received = KinesisClientRecord.builder()
                .sequenceNumber("49")
                .partitionKey("outer")
                .approximateArrivalTimestamp(NOW)
                .data(ByteBuffer.wrap(packed))
                .build();
        return new AggregatorUtil()
                .deaggregate(List.of(received), "0", "0").stream()
                        .map(one -> {
                            byte[] data = new byte[one.data().remaining()];
                            one.data().duplicate().get(data);
                            return data;
                        })
                        .toList();
    }
}
