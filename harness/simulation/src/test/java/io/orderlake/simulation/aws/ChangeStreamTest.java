package io.orderlake.simulation.aws;

import io.orderlake.stream.ShardSource;
import io.orderlake.stream.ShardSourceContract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

class ChangeStreamTest extends ShardSourceContract {

    private final Stream changes = Stream.changes("table", 1, () -> 7);
    private final ShardSource source = new ChangeStreamCalls(changes, () -> 7, Calls.DIRECT);

    @Override
    protected ShardSource source() {
        return source;
    }

    @Override
    protected void put(String... texts) {
        for (String text : texts) {
            changes.putNumbered(BigInteger.TEN, sequence -> text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
