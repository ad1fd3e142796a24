package io.orderlake.simulation.aws;

import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.sink.LakeSink;
import io.orderlake.relay.RejectStore;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lake's bucket. */
public final class Bucket {

    private final InstantSource clock;
    private final Map<String, Stored> objects = new TreeMap<>();

    /** @param clock gives the time at which an object was written */
    public Bucket(InstantSource clock) {
        this.clock = clock;
    }

    private record Stored(byte[] bytes, int rows, String rowsDigest, Instant at) {}

    public byte @Nullable [] read(String key) {
        Stored stored = objects.get(key);
        return stored == null ? null : stored.bytes();
    }

    /** All that is in it, by key. */
    public Map<String, byte[]> content() {
        Map<String, byte[]> content = new TreeMap<>();
        objects.forEach((key, stored) -> content.put(key, stored.bytes()));
        return content;
    }

    /** A lake writer's view. */
    public LakeSink sink(Calls calls) {
        return object -> calls.call(Op.PUT_OBJECT, object.key(), twist -> putIfAbsent(object));
    }

    /** A relay's view. */
    public RejectStore rejects(Calls calls) {
        return new Rejects(calls);
    }

    private ObjectEntry putIfAbsent(LandingObject object) {
        Stored stored = objects.computeIfAbsent(
                object.key(), key -> new Stored(object.bytes(), object.rows(), object.rowsDigest(), clock.instant()));
        if (!stored.rowsDigest().equals(object.rowsDigest())) {
            throw new StreamFailure(FailureKind.SETUP, "Cannot land " + object.key() + ": it exists with other rows");
        }
        return new ObjectEntry(object.key(), stored.rows(), stored.bytes().length, Sha256.hex(stored.bytes()));
    }

    private final class Rejects implements RejectStore {
        private final Calls calls;

        Rejects(Calls calls) {
            this.calls = calls;
        }

        @Override
        public String keepOriginal(String eventId, byte[] json) {
            String key = "oversize/" + eventId + ".json";
            return calls.call(Op.KEEP_ORIGINAL, key, twist -> {
                objects.put(key, new Stored(json, 1, "", clock.instant()));
                return "s3://lake/" + key;
            });
        }

        @Override
        public Optional<byte[]> original(String pointer) {
            return calls.call(
                    Op.GET_ORIGINAL, pointer, twist -> Optional.ofNullable(read(pointer.replace("s3://lake/", ""))));
        }

        @Override
        public Stream<String> keys(String after, Instant writtenBefore) {
            return calls
                    .call(
                            Op.LIST_REJECTS,
                            after,
                            twist -> objects.entrySet().stream()
                                    .filter(object -> object.getKey().startsWith("errors/")
                                            && object.getKey().compareTo(after) > 0
                                            && object.getValue().at().isBefore(writtenBefore))
                                    .map(Map.Entry::getKey)
                                    .toList())
                    .stream();
        }

        @Override
        public Stream<byte[]> lines(String key) {
            return calls
                    .call(
                            Op.GET_REJECTS,
                            key,
                            twist -> new String(Objects.requireNonNull(read(key), key), StandardCharsets.UTF_8)
                                    .lines()
                                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                                    .toList())
                    .stream();
        }
    }
}
