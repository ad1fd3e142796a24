package io.orderlake.lakewriter.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.lakewriter.claim.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What bronze holds while the catalog refuses every commit and the ledger grows. */
class HeldClaimsTest {

    private static final Plan PLAN = BronzeWorld.plan(List.of("parquet"));
    private static final int SHARDS = 64;
    private static final int ROUNDS = 30;

    private final BronzeWorld world = new BronzeWorld();
    private final Committer committer = new Committer(world, 1000);

    @Test
    void aLongOutageOfTheCatalogHoldsNoMoreClaimsThanTheBudget() {
        land(60);
        assertThat(outage()).isGreaterThan(ROUNDS / 2);
        assertThat(committer.mostClaims).isBetween(SHARDS, HeldClaims.MAX_CLAIMS);

        world.catalog.isReadOnly = false;
        committer.follow(0);
        assertThat(committer.mostClaims).isLessThanOrEqualTo(HeldClaims.MAX_CLAIMS);
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void claimsOfManyObjectsCountByTheirBytes() {
        world.objectsOfOthers = 250;
        land(20);
        assertThat(outage()).isGreaterThan(ROUNDS / 2);

        world.catalog.isReadOnly = false;
        committer.follow(0);
        assertThat(committer.mostBytes).isBetween(HeldClaims.MAX_BYTES / 2, HeldClaims.MAX_BYTES);
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void aSingleShardMayUseTheWholeBudget() {
        HeldClaims held = new HeldClaims();
        world.land("s-0", PLAN);
        held.saw(world.done("s-0", 1, 1));
        assertThat(held.share(1)).isEqualTo(HeldClaims.MAX_CLAIMS);
        assertThat(held.share(SHARDS)).isEqualTo(HeldClaims.MAX_CLAIMS / SHARDS);
        assertThat(held.share(100_000)).isEqualTo(2);
    }

    /** In each shard, some claims have a row and most have none. */
    private void land(int claims) {
        for (int claim = 0; claim < claims; claim++) {
            for (int shard = 0; shard < SHARDS; shard++) {
                if (claim % 10 == 0) {
                    world.land("s-" + shard, PLAN, ExactlyOnceBronzeTest.row("a" + shard, claim + 1));
                } else {
                    world.land("s-" + shard, PLAN);
                }
            }
        }
    }

    /** How many rounds failed. The others read only claims without rows. */
    private int outage() {
        committer.commit.commitNext(BronzeWorld.ORDERS);
        world.catalog.isReadOnly = true;
        int failed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            world.land("s-0", PLAN, ExactlyOnceBronzeTest.row("b", round + 1));
            try {
                committer.commit.commitNext(BronzeWorld.ORDERS);
            } catch (RuntimeException refused) {
                failed++;
            }
        }
        return failed;
    }
}
