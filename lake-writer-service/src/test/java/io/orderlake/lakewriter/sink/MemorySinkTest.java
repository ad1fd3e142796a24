package io.orderlake.lakewriter.sink;

import java.util.Objects;

class MemorySinkTest extends LakeSinkContract {

    private final MemorySink sink = new MemorySink();

    @Override
    protected LakeSink sink() {
        return sink;
    }

    @Override
    protected byte[] read(String objectKey) {
        return Objects.requireNonNull(sink.objects().get("sink-contract/" + objectKey))
                .bytes();
    }
}
