package io.orderlake.relay;

import static io.orderlake.relay.RelayFixtures.NOW;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.ChangeId;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.RelayTagJson;
import io.orderlake.relay.RelayFixtures.MemoryObjects;
import io.orderlake.relay.RelayFixtures.MemoryRegister;
import io.orderlake.stream.LaneRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A redrive over reject objects and a register in memory, and what it published. */
abstract class RedriveFixture {

    static final String OBJECT = "errors/transform/date=2026-11-20/claim-1.jsonl";
    static final int LIMIT = 2_000;

    MemoryRegister register = new MemoryRegister();
    final MemoryObjects objects = new MemoryObjects();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<LaneRecord> published = new ArrayList<>();

    /** What lands of what was published: this repeats the rule of the lake writer's watermarks. */
    List<String> landed() {
        Map<String, String> marks = new HashMap<>();
        List<String> landed = new ArrayList<>();
        List<RelayTag> tags = tags();
        List<String> originals = originals();
        for (int i = 0; i < tags.size(); i++) {
            RelayTag tag = tags.get(i);
            String mark = marks.getOrDefault(tag.sourceShard() + tag.lane(), "");
            String sequence = String.valueOf(tag.sequence());
            if (sequence.compareTo(mark) > 0) {
                marks.put(tag.sourceShard() + tag.lane(), sequence);
                landed.add(originals.get(i));
            }
        }
        return landed;
    }

    static Redrive.Span span() {
        return new Redrive.Span("", NOW);
    }

    RedriveOutcome run() {
        return redrive(published::addAll, LIMIT).run(span(), Duration.ofMinutes(1));
    }

    Redrive redrive(Consumer<List<LaneRecord>> publish, int limit) {
        return redrive(publish, limit, register, () -> NOW);
    }

    Redrive redrive(Consumer<List<LaneRecord>> publish, int limit, SourceRegister passes, InstantSource clock) {
        return new Redrive(
                new RelayDependencies(passes, objects, publish, new RelayMetrics(meters), clock), new Lanes(64), limit);
    }

    List<RelayTag> tags() {
        return published.stream()
                .map(one -> RelayTagJson.read(json(one)).orElseThrow())
                .toList();
    }

    List<String> originals() {
        return published.stream()
                .map(one -> RelayTagJson.readOriginal(json(one)).orElseThrow())
                .map(original -> new String(original.bytes(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    static JsonNode json(LaneRecord one) {
        return new JsonMapper().readTree(one.data());
    }

    static byte[] incompressible(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] reject(String original, int lane) {
        return reject(original, lane, null, null);
    }

    static byte[] reject(String original, int lane, @Nullable Position position, @Nullable String pointer) {
        return LakeRecordJson.write(rejected(original, "transform", lane, position, pointer));
    }

    static Reject rejected(
            String original, String stage, int lane, @Nullable Position position, @Nullable String pointer) {
        return rejected(original.getBytes(StandardCharsets.UTF_8), stage, lane, position, pointer);
    }

    static Reject rejected(
            byte[] original, String stage, int lane, @Nullable Position position, @Nullable String pointer) {
        return new Reject(
                original,
                stage,
                "bad",
                new ChangeId("e", null, null, position),
                new Place("shard", lane, "1"),
                NOW,
                pointer,
                false);
    }
}
