package io.orderlake.simulation;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.ledger.LandingResult;
import io.orderlake.lakewriter.ledger.Ledger;
import io.orderlake.relay.StreamSuccession;
import io.orderlake.relay.StreamSuccession.TableStream;
import io.orderlake.simulation.aws.Calls;
import io.orderlake.simulation.aws.KinesisCalls;
import io.orderlake.simulation.fleet.Aws;
import io.orderlake.simulation.fleet.FleetSettings;
import io.orderlake.simulation.fleet.LakeWriterMember;
import io.orderlake.simulation.fleet.Landing;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.kernel.Instance;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fleets that lack one thing that correctness needs. */
final class Mutations {

    private Mutations() {}

    /** Refused records are sent again after later records. */
    static final Parts WITHOUT_ORDERED_RETRY = new Parts() {
        @Override
        protected Consumer<List<LaneRecord>> publisher(
                String stream, FleetSettings settings, Instance instance, Calls calls, Aws aws) {
            KinesisCalls kinesis = new KinesisCalls(aws.kinesis(), aws.now(), calls);
            UnorderedPublisher publisher = new UnorderedPublisher(stream, kinesis, packer(settings));
            return records -> {
                List<LaneRecord> waiting = records;
                while (!waiting.isEmpty()) {
                    waiting = publisher.put(waiting);
                    instance.pause(Duration.ofMillis(50));
                }
            };
        }
    };

    /** The ledger forgets what has landed. */
    static final Parts WITHOUT_WATERMARKS = new Parts() {
        @Override
        protected Ledger ledger(Aws aws, Calls calls, Landing landing) {
            return new Passing(super.ledger(aws, calls, landing)) {
                @Override
                public Watermarks watermarks(String stream, String shardId) {
                    return new Watermarks();
                }
            };
        }
    };

    /** The ledger forgets which event ids have landed. */
    static final Parts WITHOUT_WINDOW = new Parts() {
        @Override
        protected Ledger ledger(Aws aws, Calls calls, Landing landing) {
            return new Passing(super.ledger(aws, calls, landing)) {
                @Override
                public List<LandedIds> eventIds(String stream, String shardId, Instant since, long about) {
                    return List.of();
                }
            };
        }
    };

    /** Objects are written before their claim. */
    static final Parts WITHOUT_CLAIMS = new Parts() {
        @Override
        protected Ledger ledger(Aws aws, Calls calls, Landing landing) {
            return new Passing(super.ledger(aws, calls, landing)) {
                @Override
                public void open(Lease lease, Head seen, Claim claim) {}

                @Override
                public void done(Lease lease, Claim claim, LandingResult landed) {
                    super.open(lease, head(lease), claim);
                    super.done(lease, claim, landed);
                }
            };
        }
    };

    /** An open claim is finished with the settings of the process that finds it. */
    static final Parts RECOVERING_BY_OWN_SETTINGS = new Parts() {
        @Override
        protected Ledger ledger(Aws aws, Calls calls, Landing landing) {
            return new Passing(super.ledger(aws, calls, landing)) {
                @Override
                public Plan plan(String hash) {
                    return LakeWriterMember.planOf(landing);
                }
            };
        }
    };

    /** A batch is reported as durable before it is. */
    static final Parts CHECKPOINT_BEFORE_WRITE = new Parts() {
        @Override
        protected ShardProcessor processor(ShardProcessor processor) {
            return new Hasty(processor);
        }
    };

    /** Shards have no parents, so that children are read at once. */
    static final Parts CHILD_BEFORE_PARENT = new Parts() {
        @Override
        protected ShardSource source(ShardSource source) {
            return new Orphans(source);
        }
    };

    /** Reports a batch as durable at once, and passes it on with the next one. */
    private static final class Hasty implements ShardProcessor {
        private final ShardProcessor processor;
        private final Map<String, ShardBatch> held = new HashMap<>();

        Hasty(ShardProcessor processor) {
            this.processor = processor;
        }

        @Override
        public @Nullable String take(ShardBatch batch) {
            String shardId = batch.lease().shardId();
            ShardBatch before = held.remove(shardId);
            if (before != null) {
                processor.take(before);
            }
            List<StreamRecord> records = batch.records();
            if (batch.ending() != ShardBatch.Ending.NONE || records.isEmpty()) {
                return processor.take(batch);
            }
            held.put(shardId, batch);
            return records.get(records.size() - 1).sequence();
        }

        @Override
        public void lost(Lease lease) {
            held.remove(lease.shardId());
            processor.lost(lease);
        }
    }

    private record Orphans(ShardSource source) implements ShardSource {

        @Override
        public String stream() {
            return source.stream();
        }

        @Override
        public List<Shard> shards() {
            return source.shards().stream()
                    .map(shard -> new Shard(shard.id(), Set.of()))
                    .toList();
        }

        @Override
        public String iterator(String shardId, StartAt startAt) {
            return source.iterator(shardId, startAt);
        }

        @Override
        public ShardRead read(String iterator, int limit) {
            return source.read(iterator, limit);
        }

        @Override
        public @Nullable Duration retention() {
            return source.retention();
        }

        @Override
        public boolean holds(String shardId, String sequence) {
            return source.holds(shardId, sequence);
        }
    }

    private static class Passing implements Ledger {
        private final Ledger ledger;

        Passing(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Head head(Lease lease) {
            return ledger.head(lease);
        }

        @Override
        public Watermarks watermarks(String stream, String shardId) {
            return ledger.watermarks(stream, shardId);
        }

        @Override
        public void inherit(Lease lease, Watermarks watermarks) {
            ledger.inherit(lease, watermarks);
        }

        @Override
        public void keepEventIds(Lease lease, Claim claim, LandedIds ids, Instant until) {
            ledger.keepEventIds(lease, claim, ids, until);
        }

        @Override
        public List<LandedIds> eventIds(String stream, String shardId, Instant since, long about) {
            return ledger.eventIds(stream, shardId, since, about);
        }

        @Override
        public void keep(Plan plan) {
            ledger.keep(plan);
        }

        @Override
        public Plan plan(String hash) {
            return ledger.plan(hash);
        }

        @Override
        public void open(Lease lease, Head seen, Claim claim) {
            ledger.open(lease, seen, claim);
        }

        @Override
        public void done(Lease lease, Claim claim, LandingResult landed) {
            ledger.done(lease, claim, landed);
        }
    }

    /** A relay that leaves the table's stream as soon as there is a new one. */
    static final Parts NEW_STREAM_AT_ONCE = new Parts() {
        @Override
        protected String toRead(StreamSuccession succession, String table, List<TableStream> streams) {
            return streams.get(streams.size() - 1).id();
        }
    };
}
