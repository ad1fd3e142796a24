package io.orderlake.stream.publish;

import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.StreamRecord;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a function makes of each batch. A batch is durable when its output is published.
 *
 * @param publish returns when every record is acknowledged
 */
public record PublishingProcessor(Function<ShardBatch, LaneBatch> function, Consumer<List<LaneRecord>> publish)
        implements ShardProcessor {

    @Override
    public @Nullable String take(ShardBatch batch) {
        List<StreamRecord> records = batch.records();
        if (records.isEmpty()) {
            return null;
        }
        publish.accept(function.apply(batch).records());
        return records.get(records.size() - 1).sequence();
    }
}
