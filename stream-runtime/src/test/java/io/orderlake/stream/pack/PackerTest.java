package io.orderlake.stream.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.Lanes;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.pack.PackSettings.Aggregation;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

class PackerTest {

    private static final Lanes LANES = new Lanes(8);
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int LANE = 5;

    @Property(tries = 200)
    void packedRecordsComeBackWholeAndInOrder(@ForAll("laneRecords") List<LaneRecord> laneRecords) {
        List<StreamRecord> unpacked = new ArrayList<>();
        for (PackedRecord packed : packAll(laneRecords, 4096)) {
            assertThat(packed.size()).isLessThanOrEqualTo(4096);
            unpacked.addAll(Unpacker.unpack("1", packed.partitionKey(), packed.data(), NOW));
        }

        assertThat(unpacked).allMatch(unpackedRecord -> unpackedRecord.defect() == null);
        assertThat(unpacked).map(StreamRecord::partitionKey).isEqualTo(partitionKeys(laneRecords));
        assertThat(unpacked).map(StreamRecord::data).containsExactlyElementsOf(datas(laneRecords));
    }

    @Property(tries = 200)
    void kclReadsWhatIsPackedInsideTheLanesOwnShardRange(@ForAll("laneRecords") List<LaneRecord> laneRecords) {
        // The narrowest range of hash keys that a shard can have and still own the lane.
        String laneKey = LANES.explicitHashKey(LANE);
        List<KinesisClientRecord> unpacked = new ArrayList<>();
        for (PackedRecord packed : packAll(laneRecords, 4096)) {
            unpacked.addAll(new AggregatorUtil().deaggregate(List.of(received(packed)), laneKey, laneKey));
        }

        assertThat(unpacked).map(KinesisClientRecord::partitionKey).isEqualTo(partitionKeys(laneRecords));
        assertThat(unpacked).map(PackerTest::bytes).containsExactlyElementsOf(datas(laneRecords));
    }

    @Property(tries = 100)
    void withoutAggregationEachRecordGoesAloneAndAsItIs(@ForAll("laneRecords") List<LaneRecord> laneRecords) {
        Packer packer = new Packer(new PackSettings(Aggregation.OFF, 4096), LANES);

        PackedRecord packed = packer.first(laneRecords);

        assertThat(packed.count()).isOne();
        assertThat(packed.data()).isSameAs(laneRecords.get(0).data());
    }

    @Property(tries = 50)
    void aRecordFitsUpToTheLimitAndIsRefusedAbove(@ForAll @IntRange(min = 1, max = 256) int keyLength) {
        Packer packer = new Packer(new PackSettings(Aggregation.ON, 2048), LANES);
        String key = "k".repeat(keyLength);

        LaneRecord largest = new LaneRecord(LANE, key, new byte[2048 - keyLength]);
        packer.requireFits(largest);
        assertThat(packer.first(List.of(largest)).size()).isEqualTo(2048);

        LaneRecord tooLarge = new LaneRecord(LANE, key, new byte[2049 - keyLength]);
        assertThatThrownBy(() -> packer.requireFits(tooLarge)).isInstanceOfSatisfying(RecordTooLarge.class, refused -> {
            assertThat(refused.kind()).isEqualTo(FailureKind.POISON);
            assertThat(refused.laneRecord()).isSameAs(tooLarge);
        });
    }

    @Test
    void aRecordThatLooksPackedIsPackedSoThatItCanBeReadBack() {
        byte[] looksPacked = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2, 1, 2, 3};
        PackedRecord packed =
                new Packer(PackSettings.defaults(), LANES).first(List.of(new LaneRecord(LANE, "key", looksPacked)));

        List<StreamRecord> unpacked = Unpacker.unpack("1", packed.partitionKey(), packed.data(), NOW);

        assertThat(unpacked).singleElement().satisfies(only -> {
            assertThat(only.defect()).isNull();
            assertThat(only.data()).isEqualTo(looksPacked);
        });
    }

    @Test
    void packsAThousandOrdinaryRecordsIntoFewKinesisRecords() {
        List<LaneRecord> laneRecords = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            laneRecords.add(new LaneRecord(LANE, "CustomerOrders/" + i, new byte[1200]));
        }

        assertThat(packAll(laneRecords, 1_000_000)).hasSize(2);
    }

    @Provide
    Arbitrary<List<LaneRecord>> laneRecords() {
        Arbitrary<String> keys = Arbitraries.strings()
                .withChars("aä€z")
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(key -> !key.isEmpty());
        Arbitrary<byte[]> datas =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(300);
        return Combinators.combine(keys, datas)
                .as((key, data) -> new LaneRecord(LANE, key, data))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static List<PackedRecord> packAll(List<LaneRecord> laneRecords, int maxBytes) {
        Packer packer = new Packer(new PackSettings(Aggregation.ON, maxBytes), LANES);
        List<PackedRecord> packed = new ArrayList<>();
        int done = 0;
        while (done < laneRecords.size()) {
            PackedRecord next = packer.first(laneRecords.subList(done, laneRecords.size()));
            packed.add(next);
            done += next.count();
        }
        return packed;
    }

    private static KinesisClientRecord received(PackedRecord packed) {
        return KinesisClientRecord.builder()
                .sequenceNumber(BigInteger.ONE.toString())
                .partitionKey(packed.partitionKey())
                .explicitHashKey(LANES.explicitHashKey(packed.lane()))
                .approximateArrivalTimestamp(NOW)
                .data(ByteBuffer.wrap(packed.data()))
                .build();
    }

    private static byte[] bytes(KinesisClientRecord unpacked) {
        byte[] bytes = new byte[unpacked.data().remaining()];
        unpacked.data().duplicate().get(bytes);
        return bytes;
    }

    private static List<String> partitionKeys(List<LaneRecord> laneRecords) {
        return laneRecords.stream().map(LaneRecord::partitionKey).toList();
    }

    private static List<byte[]> datas(List<LaneRecord> laneRecords) {
        return laneRecords.stream().map(LaneRecord::data).toList();
    }

    @Test
    void settingsRefuseARecordAboveWhatKinesisTakes() {
        assertThatThrownBy(() -> new PackSettings(Aggregation.ON, 1024 * 1024 + 1))
                .hasMessage("orderlake.pack.max-bytes: expected 1024 to 1048576 but was 1048577");
    }
}
