package io.orderlake.simulation.aws;

import io.orderlake.lakewriter.sink.LakeSink;
import io.orderlake.lakewriter.sink.LakeSinkContract;
import java.time.Instant;
import java.util.Objects;

class BucketTest extends LakeSinkContract {

    private final Bucket bucket = new Bucket(() -> Instant.EPOCH);

    @Override
    protected LakeSink sink() {
        // One call after the other is what the kernel guarantees; the contract's racers have threads of their own.
        LakeSink sink = bucket.sink(Calls.DIRECT);
        return object -> {
            synchronized (bucket) {
                return sink.putIfAbsent(object);
            }
        };
    }

    @Override
    protected byte[] read(String objectKey) {
        return Objects.requireNonNull(bucket.read(objectKey), objectKey);
    }
}
