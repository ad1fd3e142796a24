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
     * @param index of the record within its Kinesis record
     * @param readable false if the Kinesis record is aggregated and damaged; {@code data} is the whole Kinesis record then
     */
    record StreamRecord(String sequence, int index, byte[] data, boolean readable) {}

    /**
     * A read.
     *
     * @param nextIterator null if the shard is closed and has been read to its end
     * @param atTip whether the shard contained no later record at that moment
     */
    record StreamPage(List<StreamRecord> records, @Nullable String nextIterator, boolean atTip) {
        public StreamPage {
            records = List.copyOf(records);
        }
    }

    /** All shards that the stream contains; empty if the stream does not exist. */
    List<StreamShard> shards();

    /** An iterator at the oldest record. */
    String first(String shardId);

    /** An iterator after a record. */
    String after(String shardId, String sequence);

    /** Whether the stream still contains a record: Kinesis continues after a trimmed record without an error. */
    boolean holds(String shardId, String sequence);

    StreamPage read(String iterator, int limit);
}
