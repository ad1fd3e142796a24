package io.orderlake.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** What the fleet needs of a Kinesis, whoever runs it. Records are here, shards in the parent. */
abstract class KinesisContract extends ShardContract {

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatThrownBy(this::summary).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> put("k", "x")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void recordsComeBackInOrderWithAllTheyCarry() {
        create(1);
        Instant before = Instant.now().minusSeconds(5);
        List<String> sequences = putAll(
                IntStream.range(0, 20).mapToObj(i -> entry("k" + i, "v" + i)).toList());
        List<Record> records = readAll(onlyShard());
        assertThat(records)
                .extracting(r -> r.data().asUtf8String())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "v" + i).toList());
        assertThat(records)
                .extracting(Record::partitionKey)
                .startsWith("k0", "k1")
                .endsWith("k19");
        assertThat(records).extracting(Record::sequenceNumber).containsExactlyElementsOf(sequences);
        assertThat(numbers(sequences)).isSorted().doesNotHaveDuplicates();
        assertThat(records)
                .allSatisfy(r -> assertThat(r.approximateArrivalTimestamp())
                        .isBetween(before, Instant.now().plusSeconds(5)));
    }

    @Test
    void anEmptyPayloadAndBinaryBytesSurvive() {
        create(1);
        byte[] bytes = new byte[256];
        IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
        kinesis().putRecord(r -> r.streamName(stream).partitionKey("ключ").data(SdkBytes.fromByteArray(bytes)));
        kinesis().putRecord(r -> r.streamName(stream).partitionKey("k").data(SdkBytes.fromByteArray(new byte[0])));
        List<Record> records = readAll(onlyShard());
        assertThat(records.get(0).data().asByteArray()).isEqualTo(bytes);
        assertThat(records.get(0).partitionKey()).isEqualTo("ключ");
        assertThat(records.get(1).data().asByteArray()).isEmpty();
    }

    @Test
    void anExplicitHashKeyDecidesTheShard() {
        create(2);
        List<PutRecordsResultEntry> results = kinesis()
                .putRecords(r -> r.streamName(stream)
                        .records(
                                entry("same", "low").toBuilder()
                                        .explicitHashKey("0")
                                        .build(),
                                entry("same", "high").toBuilder()
                                        .explicitHashKey(MIDDLE.toString())
                                        .build()))
                .records();
        assertThat(results)
                .extracting(PutRecordsResultEntry::shardId)
                .containsExactly("shardId-000000000000", "shardId-000000000001");
    }

    @Test
    void aKeyGoesToTheShardOfItsMd5() {
        create(2);
        // MD5("a") begins with 0c, MD5("b") with 92.
        assertThat(put("a", "x")).isEqualTo("shardId-000000000000");
        assertThat(put("b", "x")).isEqualTo("shardId-000000000001");
    }

    @Test
    void iteratorsOfEachTypeStartWhereTheySay() {
        create(1);
        List<String> sequences = putAll(List.of(entry("k", "0"), entry("k", "1"), entry("k", "2")));
        assertThat(texts(read(iterator(ShardIteratorType.TRIM_HORIZON, null, null))))
                .containsExactly("0", "1", "2");
        assertThat(texts(read(iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, sequences.get(1), null))))
                .containsExactly("1", "2");
        assertThat(texts(read(iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, sequences.get(1), null))))
                .containsExactly("2");
        assertThat(texts(read(iterator(
                        ShardIteratorType.AT_TIMESTAMP, null, Instant.now().minusSeconds(3600)))))
                .containsExactly("0", "1", "2");
        String latest = iterator(ShardIteratorType.LATEST, null, null);
        put("k", "3");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(read(latest))).containsExactly("3"));
    }

    @Test
    void anIteratorAtATimeSkipsWhatCameBefore() {
        create(1);
        put("k", "old");
        Instant arrived = readAll(onlyShard()).get(0).approximateArrivalTimestamp();
        Awaitility.await().until(() -> Instant.now().isAfter(arrived.plusMillis(50)));
        put("k", "new");
        assertThat(texts(read(iterator(ShardIteratorType.AT_TIMESTAMP, null, arrived.plusMillis(20)))))
                .containsExactly("new");
    }

    @Test
    void aForeignSequenceNumberIsRefused() {
        create(1);
        assertThatThrownBy(() -> iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, "not-a-number", null))
                .isInstanceOf(KinesisException.class);
    }

    @Test
    void aForeignIteratorIsRefused() {
        assertThatThrownBy(() -> read("AAAA")).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aPageHoldsNoMoreThanItsLimitAndTheNextGoesOn() {
        create(1);
        putAll(IntStream.range(0, 10).mapToObj(i -> entry("k", "" + i)).toList());
        GetRecordsResponse first = get(iterator(ShardIteratorType.TRIM_HORIZON, null, null), 4);
        assertThat(texts(first)).containsExactly("0", "1", "2", "3");
        GetRecordsResponse second = get(first.nextShardIterator(), 100);
        assertThat(texts(second)).containsExactly("4", "5", "6", "7", "8", "9");
        assertThat(second.millisBehindLatest()).isZero();
        assertThat(texts(get(second.nextShardIterator(), 100))).isEmpty();
    }

    @Test
    void oversizeRequestsAreRefusedWhole() {
        create(1);
        assertThatThrownBy(() -> putAll(
                        IntStream.range(0, 501).mapToObj(i -> entry("k", "x")).toList()))
                .isInstanceOf(KinesisException.class);
        assertThatThrownBy(() -> put("", "x")).isInstanceOf(KinesisException.class);
        assertThat(readAll(onlyShard())).isEmpty();
    }
}
