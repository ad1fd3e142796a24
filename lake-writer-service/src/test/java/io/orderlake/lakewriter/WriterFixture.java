package io.orderlake.lakewriter;

import static io.orderlake.lakewriter.Samples.NOON;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.landing.ErasedObject;
import io.orderlake.lakewriter.landing.JsonLinesFormat;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.LandingObjects;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.landing.RowFormat;
import io.orderlake.lakewriter.landing.RowFormats;
import io.orderlake.lakewriter.ledger.LandingResult;
import io.orderlake.lakewriter.ledger.Ledger;
import io.orderlake.lakewriter.ledger.MemoryLedger;
import io.orderlake.lakewriter.row.Outcome;
import io.orderlake.lakewriter.sink.LakeSink;
import io.orderlake.lakewriter.sink.MemorySink;
import io.orderlake.lakewriter.sink.RowDelivery;
import io.orderlake.stream.Lease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One lake writer with fakes. Several share a {@link World}, as instances share AWS. */
final class WriterFixture {

    /** Everything durable. */
    static final class World {
        final MemoryLedger ledger = new MemoryLedger();
        final MemorySink sink = new MemorySink();
        final List<String> firehose = new ArrayList<>();
        Instant now = NOON;
    }

    final World world;
    final Effects effects = new Effects();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final LakeWriteProcessor processor;

    WriterFixture(World world, LandingRules rules) {
        this.world = world;
        LandingObjects objects = new LandingObjects(new RowFormats(List.of(new JsonLinesFormat(), new QuickParquet())));
        ClaimLanding landing = new ClaimLanding(objects, new LoggedSink(), new LoggedFirehose());
        processor =
                new LakeWriteProcessor(new LoggedLedger(), landing, rules, () -> world.now, new LakeMetrics(registry));
    }

    static LandingRules rules(Plan plan, long maxBytes) {
        return rules(plan, maxBytes, Duration.ofHours(1));
    }

    static LandingRules rules(Plan plan, long maxBytes, Duration horizon) {
        EventWindow.Rules window = new EventWindow.Rules(horizon, 1000);
        return new LandingRules(plan, maxBytes, Duration.ofSeconds(60), 64 << 20, window);
    }

    /** Replaces Parquet, which is slow, in tests that encode thousands of objects. */
    private static final class QuickParquet implements RowFormat {
        @Override
        public String name() {
            return "parquet";
        }

        @Override
        public String ending() {
            return ".parquet";
        }

        @Override
        public String contentType() {
            return "application/vnd.apache.parquet";
        }

        @Override
        public byte[] encode(TablePlan table, List<Outcome.Row> rows) {
            return rows.get(0).line();
        }

        @Override
        public void decode(byte[] object, TablePlan table, Consumer<@Nullable Object[]> rows) {
            throw new UnsupportedOperationException("only written");
        }

        @Override
        public ErasedObject erase(byte[] object, TableSpec table, Person person) {
            throw new UnsupportedOperationException("only written");
        }
    }

    private final class LoggedSink implements LakeSink {
        @Override
        public ObjectEntry putIfAbsent(LandingObject object) {
            return effects.happen("put " + object.key(), () -> world.sink.putIfAbsent(object));
        }
    }

    private final class LoggedFirehose implements RowDelivery {
        @Override
        public void deliver(String stream, List<byte[]> lines) {
            effects.happen("deliver " + lines.size() + " to " + stream, () -> {
                lines.forEach(line -> world.firehose.add(new String(line, StandardCharsets.UTF_8)));
                lines.clear();
                return true;
            });
        }
    }

    private final class LoggedLedger implements Ledger {
        @Override
        public Head head(Lease lease) {
            return effects.happen("head " + lease.shardId(), () -> world.ledger.head(lease));
        }

        @Override
        public Watermarks watermarks(String stream, String shardId) {
            return effects.happen("watermarks " + shardId, () -> world.ledger.watermarks(stream, shardId));
        }

        @Override
        public void inherit(Lease lease, Watermarks watermarks) {
            happen("inherit " + lease.shardId(), () -> world.ledger.inherit(lease, watermarks));
        }

        @Override
        public void keep(Plan plan) {
            happen("keep plan", () -> world.ledger.keep(plan));
        }

        @Override
        public Plan plan(String hash) {
            return effects.happen("plan", () -> world.ledger.plan(hash));
        }

        @Override
        public void open(Lease lease, Head seen, Claim claim) {
            happen(
                    "open " + claim.number() + ": " + claim.rows() + " rows of " + claim.records() + " from "
                            + claim.firstSequence() + " to " + claim.lastSequence(),
                    () -> world.ledger.open(lease, seen, claim));
        }

        @Override
        public void done(Lease lease, Claim claim, LandingResult landed) {
            happen(
                    "done " + claim.number() + ": " + landed.objects().size() + " objects",
                    () -> world.ledger.done(lease, claim, landed));
        }

        @Override
        public void keepEventIds(Lease lease, Claim claim, LandedIds ids, Instant until) {
            happen(
                    "keep " + ids.size() + " event ids of " + claim.number(),
                    () -> world.ledger.keepEventIds(lease, claim, ids, until));
        }

        @Override
        public List<LandedIds> eventIds(String stream, String shardId, Instant since, long about) {
            return effects.happen("event ids " + shardId, () -> world.ledger.eventIds(stream, shardId, since, about));
        }

        private void happen(String effect, Runnable work) {
            effects.happen(effect, () -> {
                work.run();
                return true;
            });
        }
    }
}
