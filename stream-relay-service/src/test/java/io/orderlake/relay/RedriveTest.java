package io.orderlake.relay;

import static io.orderlake.relay.RelayFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.Reject;
import io.orderlake.relay.RelayFixtures.MemoryObjects;
import io.orderlake.relay.RelayFixtures.MemoryRegister;
import io.orderlake.stream.LaneRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RedriveTest {

    private static final String OBJECT = "errors/transform/date=2026-11-20/claim-1.jsonl";

    private final MemoryRegister register = new MemoryRegister();
    private final MemoryObjects objects = new MemoryObjects();
    private final List<LaneRecord> published = new ArrayList<>();

    @Test
    void anObjectIsASourceShardWhoseRejectsGoInTheirOrder() {
        objects.rejects.put(OBJECT, List.of(reject("{\"eventID\":\"e1\"}", 7), reject("{\"eventID\":\"e2\"}", 3)));

        Redrive.Outcome outcome = redrive().run();

        assertThat(outcome).isEqualTo(new Redrive.Outcome(1, 2, 0));
        assertThat(published).extracting(LaneRecord::lane).containsExactly(7, 3);
        assertThat(tags())
                .extracting(tag -> tag.path("sequence").asString())
                .containsExactly("0000000000", "0000000001");
        assertThat(tags()).allSatisfy(tag -> {
            assertThat(tag.path("source_shard").asString()).isEqualTo("redrive/" + OBJECT);
            assertThat(tag.path("redriven").asBoolean()).isTrue();
        });
    }

    @Test
    void theEpochOfTheFirstRelayStandsSoThatThePositionStaysTheSame() {
        objects.rejects.put(
                OBJECT, List.of(reject("{\"eventID\":\"e1\",\"orderlake\":{\"epoch\":4,\"lanes\":64}}", 7)));

        redrive().run();

        assertThat(tags().get(0).path("epoch").asInt()).isEqualTo(4);
    }

    @Test
    void anObjectIsPassedOnce() {
        objects.rejects.put(OBJECT, List.of(reject("{}", 1)));
        redrive().run();

        assertThat(redrive().run()).isEqualTo(new Redrive.Outcome(0, 0, 0));
        assertThat(published).hasSize(1);
    }

    @Test
    void anObjectThatCouldNotBeSentIsPassedAgainFromItsBeginning() {
        objects.rejects.put(OBJECT, List.of(reject("{}", 1)));
        Redrive broken = new Redrive(
                new RelayRim(
                        register,
                        objects,
                        records -> {
                            throw new IllegalStateException("refused");
                        },
                        new RelayWatch(new SimpleMeterRegistry()),
                        () -> NOW),
                new Lanes(64));
        assertThatThrownBy(broken::run).hasMessage("refused");

        assertThat(redrive().run().rejects()).isEqualTo(1);
    }

    @Test
    void whatIsNoJsonObjectStaysOpenAndIsCounted() {
        objects.rejects.put(OBJECT, List.of(reject("not json", 1), reject("{}", 2)));

        assertThat(redrive().run()).isEqualTo(new Redrive.Outcome(1, 1, 1));
    }

    private Redrive redrive() {
        return new Redrive(
                new RelayRim(
                        register, objects, published::addAll, new RelayWatch(new SimpleMeterRegistry()), () -> NOW),
                new Lanes(64));
    }

    private List<JsonNode> tags() {
        return published.stream()
                .map(r -> new JsonMapper().readTree(r.data()).path("orderlake"))
                .toList();
    }

    private static byte[] reject(String original, int lane) {
        return LakeRecordJson.write(new Reject(
                original.getBytes(StandardCharsets.UTF_8),
                "transform",
                "bad",
                "e",
                null,
                null,
                null,
                "shard",
                lane,
                "1",
                NOW,
                null,
                false));
    }
}
