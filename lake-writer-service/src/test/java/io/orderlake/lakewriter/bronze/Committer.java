package io.orderlake.lakewriter.bronze;

import static io.orderlake.lakewriter.Samples.NOON;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.lakewriter.Effects;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.JsonArraysFormat;
import io.orderlake.lakewriter.ledger.ClaimLog;
import io.orderlake.lakewriter.ledger.DoneClaim;
import java.util.List;
import java.util.Optional;

/** One instance that commits to bronze. Several share a world. */
final class Committer {

    final Effects effects = new Effects();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final BronzeStatus status = new BronzeStatus(registry, () -> NOON);
    final CommitBronze commit;

    /** The most claims, and their bytes, that one step has read. */
    int mostClaims;

    long mostBytes;

    Committer(BronzeWorld world, int maxRows) {
        BronzeTables tables =
                new BronzeTables(() -> new InstanceCatalog(world.catalog, effects), Optional.empty(), "me");
        commit = new CommitBronze(
                new LoggedLog(world),
                new LandedRows(
                        (bucket, object) -> effects.happen("read", () -> world.read(bucket, object)),
                        JsonArraysFormat.ADDED),
                tables,
                new CommitBronze.Limits(maxRows, 1 << 20),
                status);
    }

    /** Commits until all claims are followed. Repeats failed steps, at most that many times. */
    void follow(int patience) {
        int left = patience;
        while (true) {
            try {
                if (commit.commitNext(BronzeWorld.ORDERS) == CommitBronze.Step.CAUGHT_UP) {
                    return;
                }
            } catch (RuntimeException e) {
                if (left-- == 0) {
                    throw e;
                }
            }
        }
    }

    double count(String name) {
        return registry.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private final class LoggedLog implements ClaimLog {
        private final ClaimLog log;
        private int claims;
        private long bytes;

        LoggedLog(ClaimLog log) {
            this.log = log;
        }

        @Override
        public List<String> shards() {
            claims = 0;
            bytes = 0;
            return effects.happen("shards", log::shards);
        }

        @Override
        public List<DoneClaim> done(String shardId, long from, int atMost) {
            List<DoneClaim> read = effects.happen("claims", () -> log.done(shardId, from, atMost));
            claims += read.size();
            bytes += read.stream().mapToLong(HeldClaims::bytes).sum();
            mostClaims = Math.max(mostClaims, claims);
            mostBytes = Math.max(mostBytes, bytes);
            return read;
        }

        @Override
        public long last(String shardId) {
            return log.last(shardId);
        }

        @Override
        public List<Plan> plans() {
            return log.plans();
        }

        @Override
        public Plan plan(String hash) {
            return log.plan(hash);
        }
    }
}
