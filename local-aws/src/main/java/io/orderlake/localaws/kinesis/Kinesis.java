package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.CallInterceptor;
import io.orderlake.localaws.protocol.ServiceError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kinesis Data Streams over files. An answered PutRecords is in the operating system's page cache: it outlives this
 * process, killed or not, but not a loss of power. Enhanced fan-out is refused.
 */
public final class Kinesis implements AwsService, Closeable {

    /** The part of X-Amz-Target before the dot. */
    public static final String TARGET = "Kinesis_20131202";

    private final Streams streams;
    private final Map<String, AwsService> operations = new HashMap<>();

    public Kinesis(
            Path directory,
            InstantSource clock,
            CallInterceptor interceptor,
            ShardLimits limits,
            PutCounters counters) {
        this.streams = new Streams(directory, clock);
        operations.putAll(new StreamOperations(streams).byName());
        operations.putAll(new TagOperations(streams).byName());
        operations.putAll(new ShardOperations(streams).byName());
        operations.putAll(new PutOperations(streams, interceptor, limits, counters).byName());
        operations.putAll(new ReadOperations(streams, limits).byName());
    }

    @Override
    public ObjectNode answer(Call call) {
        AwsService operation = operations.get(call.operation());
        if (operation == null) {
            throw ServiceError.unknownOperation(
                    "Kinesis " + call.operation() + " (no enhanced fan-out, no encryption)");
        }
        return operation.answer(call);
    }

    /** Deletes what is older than its stream's retention. */
    public void trim() {
        streams.trim();
    }

    @Override
    public void close() throws IOException {
        streams.close();
    }
}
