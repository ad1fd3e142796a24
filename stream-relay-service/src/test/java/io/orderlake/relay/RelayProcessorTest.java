package io.orderlake.relay;

import static io.orderlake.relay.RelayFixtures.NOW;
import static io.orderlake.relay.RelayFixtures.batch;
import static io.orderlake.relay.RelayFixtures.change;
import static io.orderlake.relay.RelayFixtures.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.TableSpec;
import io.orderlake.relay.RelayFixtures.MemoryObjects;
import io.orderlake.relay.RelayFixtures.MemoryRegister;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RelayProcessorTest {

    private final MemoryRegister register = new MemoryRegister();
    private final MemoryObjects objects = new MemoryObjects();
    private final List<LaneRecord> published = new ArrayList<>();
    private Lanes lanes = new Lanes(64);

    @Test
    void everyChangeGoesOnInOrderWithItsTagAndTheBatchIsDurable() {
        String durable = relay(orders(), null).take(batch(change("o-1", "INSERT", 1), change("o-1", "MODIFY", 2)));

        assertThat(durable).isEqualTo("2");
        assertThat(published)
                .extracting(r -> json(r).path("eventID").asString())
                .containsExactly("e1", "e2");
        JsonNode tag = json(published.get(1)).path("orderlake");
        assertThat(tag.path("source_shard").asString()).isEqualTo("dynamodb/CustomerOrders/0/shard-1");
        assertThat(tag.path("epoch").asInt()).isZero();
        assertThat(tag.path("lanes").asInt()).isEqualTo(64);
        assertThat(tag.path("relayed_at").asString()).isEqualTo("2026-11-20T10:00:05.000Z");
    }

    @Test
    void aKeyStaysInOneLane() {
        relay(orders(), null).take(batch(change("o-1", "INSERT", 1), change("o-1", "REMOVE", 2)));

        assertThat(published)
                .extracting(LaneRecord::lane)
                .containsOnly(published.get(0).lane());
    }

    @Test
    void whatTheFilterHoldsBackIsNotRelayedButIsDone() {
        TableSpec table = orders("{\"eventName\":[\"REMOVE\"]}");

        String durable = relay(table, null).take(batch(change("o-1", "REMOVE", 1), change("o-1", "INSERT", 2)));

        assertThat(durable).isEqualTo("2");
        assertThat(published).hasSize(1);
    }

    @Test
    void aFilterThatIsNoEventPatternStopsTheStart() {
        assertThatThrownBy(() -> relay(orders("{\"eventName\":\"INSERT\"}"), null))
                .hasMessageContaining("Cannot filter table orders: expected an EventBridge event pattern");
    }

    @Test
    void aChangeTooLargeForTheStreamIsKeptInTheLakeAndGoesOnAsReject() {
        StreamRecord large = change("o-1" + "x".repeat(2_000), "INSERT", 1);

        relay(orders(), null).take(batch(large, change("o-2", "INSERT", 2)));

        assertThat(objects.effects).containsExactly("keep e1");
        JsonNode reject = json(published.get(0)).path("orderlake").path("reject");
        assertThat(reject.path("pointer").asString()).isEqualTo("s3://lake/oversize/e1");
        assertThat(reject.path("reason").asString()).contains("expected at most 1500 bytes");
        assertThat(json(published.get(1)).path("eventID").asString()).isEqualTo("e2");
    }

    @Test
    void aChangeOlderThanTheOptInLimitGoesOnAsReject() {
        relay(orders(), Duration.ofSeconds(4)).take(batch(change("o-1", "INSERT", 1)));

        assertThat(json(published.get(0))
                        .path("orderlake")
                        .path("reject")
                        .path("reason")
                        .asString())
                .contains("expected an age of at most PT4S");
    }

    @Test
    void aSourceShardKeepsTheLaneCountThatItWasBegunWith() {
        relay(orders(), null).take(batch(change("o-1", "INSERT", 1)));
        lanes = new Lanes(128);

        relay(orders(), null).take(batch(change("o-1", "MODIFY", 2)));

        assertThat(json(published.get(1)).path("orderlake").path("lanes").asInt())
                .isEqualTo(64);
    }

    @Test
    void nothingIsDurableWhenPublishingFails() {
        RelayProcessor relay = new RelayProcessor(
                new RelayProcessor.Route(orders(), 1, lanes, new RelayProcessor.Limits(1500, null)),
                new RelayDependencies(
                        register,
                        objects,
                        records -> {
                            throw new IllegalStateException("refused");
                        },
                        new RelayMetrics(new SimpleMeterRegistry()),
                        () -> NOW));

        assertThatThrownBy(() -> relay.take(batch(change("o-1", "INSERT", 1)))).hasMessage("refused");
    }

    private RelayProcessor relay(TableSpec table, @Nullable Duration age) {
        return new RelayProcessor(
                new RelayProcessor.Route(
                        table,
                        register.epochOf("CustomerOrders", RelayFixtures.STREAM),
                        lanes,
                        new RelayProcessor.Limits(1500, age)),
                new RelayDependencies(
                        register, objects, published::addAll, new RelayMetrics(new SimpleMeterRegistry()), () -> NOW));
    }

    @Test
    void theLaneIsThatOfTheKeyWhateverTheOrderOfItsAttributes() {
        String keys = "{\"id\":{\"S\":\"a\"},\"sort\":{\"N\":\"1\"}}";
        StreamRecord first = change("o-1", "INSERT", 1);
        String json = RelayFixtures.json("o-1", "INSERT", 1);
        List<StreamRecord> both = Stream.of(keys, "{\"sort\":{\"N\":\"1\"}, \"id\":{\"S\":\"a\"}}")
                .map(text -> json.replace("{\"order_id\":{\"S\":\"o-1\"}}", text))
                .map(text ->
                        new StreamRecord("1", 0, "", text.getBytes(StandardCharsets.UTF_8), first.arrivedAt(), null))
                .toList();
        relay(orders(), null).take(batch(both.toArray(StreamRecord[]::new)));

        int lane = lanes.laneOf("CustomerOrders", keys);
        assertThat(published).extracting(LaneRecord::lane).containsExactly(lane, lane);
    }

    private static JsonNode json(LaneRecord laneRecord) {
        return new JsonMapper().readTree(new String(laneRecord.data(), StandardCharsets.UTF_8));
    }
}
