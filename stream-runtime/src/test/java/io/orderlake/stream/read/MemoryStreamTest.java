package io.orderlake.stream.read;

import io.orderlake.stream.ShardSource;
import io.orderlake.stream.ShardSourceContract;

class MemoryStreamTest extends ShardSourceContract {

    private final MemoryStream stream = new MemoryStream("order-changes").shard("s0");

    @Override
    protected ShardSource source() {
        return stream;
    }

    @Override
    protected void put(String... texts) {
        stream.put("s0", texts);
    }
}
