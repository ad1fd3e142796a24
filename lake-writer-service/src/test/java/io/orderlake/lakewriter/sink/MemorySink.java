package io.orderlake.lakewriter.sink;

import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** An object store in memory. */
public final class MemorySink implements LakeSink {

    private final Map<String, LandingObject> objects = new ConcurrentSkipListMap<>();

    public Map<String, LandingObject> objects() {
        return objects;
    }

    @Override
    public ObjectEntry putIfAbsent(LandingObject object) {
        LandingObject existing = objects.putIfAbsent(object.bucket() + "/" + object.key(), object);
        if (existing != null && !existing.rowsDigest().equals(object.rowsDigest())) {
            throw new StreamFailure(FailureKind.SETUP, "There are other rows at " + object.key());
        }
        byte[] bytes = (existing == null ? object : existing).bytes();
        return new ObjectEntry(object.key(), object.rows(), bytes.length, Sha256.hex(bytes));
    }
}
