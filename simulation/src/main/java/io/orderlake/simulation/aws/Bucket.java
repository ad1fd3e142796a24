package io.orderlake.simulation.aws;

import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.landing.LandedObject;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.sink.LakeSink;
import io.orderlake.relay.RejectObjects;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lake's bucket. */
public final class Bucket {

    private final Map<String, Stored> objects = new TreeMap<>();

    private record Stored(byte[] bytes, int rows, String rowsDigest) {}

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
    public RejectObjects rejects(Calls calls) {
        return new Rejects(calls);
    }

    private LandedObject putIfAbsent(LandingObject object) {
        Stored stored = objects.computeIfAbsent(
                object.key(), key -> new Stored(object.bytes(), object.rows(), object.rowsDigest()));
        if (!stored.rowsDigest().equals(object.rowsDigest())) {
            throw new StreamFailure(FailureKind.SETUP, "Cannot land " + object.key() + ": other rows stand there");
        }
        return new LandedObject(object.key(), stored.rows(), stored.bytes().length, Sha256.hex(stored.bytes()));
    }

    private final class Rejects implements RejectObjects {
        private final Calls calls;

        Rejects(Calls calls) {
            this.calls = calls;
        }

        @Override
        public String keepOriginal(String eventId, byte[] json) {
            String key = "oversize/" + eventId + ".json";
            return calls.call(Op.KEEP_ORIGINAL, key, twist -> {
                objects.put(key, new Stored(json, 1, ""));
                return "s3://lake/" + key;
            });
        }

        @Override
        public List<String> keys() {
            return calls.call(
                    Op.LIST_REJECTS,
                    "",
                    twist -> objects.keySet().stream()
                            .filter(key -> key.startsWith("errors/"))
                            .toList());
        }

        @Override
        public List<byte[]> lines(String key) {
            return calls.call(Op.GET_REJECTS, key, twist -> {
                byte[] bytes = Objects.requireNonNull(read(key), key);
                return new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList();
            });
        }
    }
}
