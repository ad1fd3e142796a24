package io.orderlake.lakewriter;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes a shard's records to a processor as the runtime does: in batches, again after a failure, from the checkpoint on. */
final class SimulatedReader {

    private final List<StreamRecord> shard;
    private final int batchSize;

    @Nullable String checkpoint;

    SimulatedReader(List<StreamRecord> shard, int batchSize) {
        this.shard = shard;
        this.batchSize = batchSize;
    }

    /** Reads to the end of the shard. Each batch is passed at most {@code attempts} times. */
    void readAll(LakeWriteProcessor processor, Lease lease, Ending ending, int attempts) {
        List<List<StreamRecord>> batches = batches();
        for (int i = 0; i < batches.size(); i++) {
            Ending atLast = i == batches.size() - 1 ? ending : Ending.NONE;
            pass(processor, new ShardBatch(lease, batches.get(i), Duration.ZERO, atLast), attempts);
        }
    }

    private void pass(LakeWriteProcessor processor, ShardBatch batch, int attempts) {
        for (int attempt = 1; ; attempt++) {
            try {
                String durable = processor.take(batch);
                checkpoint = durable == null ? checkpoint : durable;
                return;
            } catch (Effects.Crash e) {
                if (attempt == attempts) {
                    throw e;
                }
            }
        }
    }

    /** Whole Kinesis records after the checkpoint. */
    private List<List<StreamRecord>> batches() {
        List<List<StreamRecord>> batches = new ArrayList<>();
        List<StreamRecord> batch = new ArrayList<>();
        String last = "";
        for (StreamRecord one : shard) {
            if (checkpoint != null && !Claim.isAfter(one.sequence(), checkpoint)) {
                continue;
            }
            if (batch.size() >= batchSize && !one.sequence().equals(last)) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(one);
            last = one.sequence();
        }
        batches.add(batch);
        return batches;
    }
}
