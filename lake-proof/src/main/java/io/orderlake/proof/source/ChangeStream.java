package io.orderlake.proof.source;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stream behind the relay, read shard by shard. */
public interface ChangeStream {

    /** A shard and the shards that it continues. */
    record StreamShard(String id, Set<String> parents) {
        public StreamShard {
            parents = Set.copyOf(parents);
        }
    }

    /**
     * A record, unpacked.
     *
     * @param index its number within the Kinesis record that contains it
     * @param readable false where the Kinesis record is packed and damaged; then {@code data} is all of it
     */
    record StreamRecord(String sequence, int index, byte[] data, boolean readable) {}

    /**
     * A read.
     *
     * @param nextIterator null where the shard is closed and has been read to its end
     * @param atTip whether the shard held nothing more at that moment
     */
    record StreamPage(List<StreamRecord> records, @Nullable String nextIterator, boolean atTip) {
        public StreamPage {
            records = List.copyOf(records);
        }
    }

    /** Every shard that the stream holds; empty where the stream does not exist. */
    List<StreamShard> shards();

    /** An iterator at the oldest record. */
    String first(String shardId);

    /** An iterator behind a record. */
    String after(String shardId, String sequence);

    /** Whether the stream still holds a record: Kinesis continues behind a trimmed record without an error. */
    boolean holds(String shardId, String sequence);

    StreamPage read(String iterator, int limit);
}
