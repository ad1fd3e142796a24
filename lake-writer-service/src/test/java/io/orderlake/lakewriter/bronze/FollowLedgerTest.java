package io.orderlake.lakewriter.bronze;

import static io.orderlake.lakewriter.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.SharedLocalAws;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.RowFormats;
import io.orderlake.lakewriter.sink.LandedBytes;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.dynamodb.DynamoLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.junit.jupiter.api.Test;

class FollowLedgerTest {

    private static final Duration EXPIRY = Duration.ofSeconds(30);
    private static final Plan PLAN = BronzeWorld.plan(List.of("parquet"));

    private final BronzeWorld world = new BronzeWorld();
    private final DynamoLeases leases = leases();
    private Instant now = NOON;
    private boolean catalogIsAway;
    private LandedBytes landed = world;

    /** One instance. */
    private final class Instance {
        final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        final BronzeStatus status = new BronzeStatus(registry, () -> now);
        final FollowLedger follow;

        Instance(String name) {
            BronzeTables tables = new BronzeTables(this::catalog, Optional.empty(), name);
            CommitBronze commit = new CommitBronze(
                    world,
                    new LandedRows((bucket, object) -> landed.read(bucket, object), RowFormats.SHIPPED),
                    tables,
                    new CommitBronze.Limits(100, 1 << 20),
                    status);
            TableLeases mine = new TableLeases(leases, name, EXPIRY, () -> now);
            follow = new FollowLedger(world, mine, commit, status, () -> now);
        }

        Catalog catalog() {
            if (catalogIsAway) {
                throw new ServiceUnavailableException("no catalog");
            }
            return world.catalog;
        }

        double figure(String name) {
            return registry.get(name).meters().stream()
                    .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                    .sum();
        }

        String line() {
            return String.valueOf(status.health().getDetails().get(BronzeWorld.ORDERS));
        }
    }

    @Test
    void oneInstanceCommitsATableAndAnotherOneTakesOverWhenItIsGone() {
        Instance first = new Instance("first");
        Instance second = new Instance("second");
        world.land("s-0", PLAN, ExactlyOnceBronzeTest.row("a", 1));
        first.follow.commitNewClaims();
        second.follow.commitNewClaims();
        assertThat(second.status.health().getDetails()).isEmpty();

        world.land("s-0", PLAN, ExactlyOnceBronzeTest.row("a", 2));
        now = now.plus(EXPIRY);
        second.follow.commitNewClaims();

        assertThat(second.figure("orderlake.bronze.rows")).isEqualTo(1);
        first.follow.commitNewClaims();
        assertThat(first.figure("orderlake.bronze.rows")).isEqualTo(1);
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void aStoppedInstanceReleasesItsTablesAtOnce() {
        Instance first = new Instance("first");
        world.land("s-0", PLAN, ExactlyOnceBronzeTest.row("a", 1));
        first.follow.commitNewClaims();
        first.follow.stop();
        first.follow.release();

        world.land("s-0", PLAN, ExactlyOnceBronzeTest.row("a", 2));
        Instance second = new Instance("second");
        second.follow.commitNewClaims();

        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void anUnavailableCatalogIsRetriedLater() {
        Instance one = new Instance("one");
        world.land("s-0", PLAN, ExactlyOnceBronzeTest.row("a", 1));
        catalogIsAway = true;
        one.follow.commitNewClaims();
        one.follow.commitNewClaims();
        assertThat(one.figure("orderlake.bronze.failures")).isEqualTo(1);
        assertThat(one.figure("orderlake.bronze.stopped")).isZero();
        assertThat(one.line()).startsWith("failing since 2126-11-20T12:00:00Z");

        catalogIsAway = false;
        now = now.plusSeconds(90);
        assertThat(one.figure("orderlake.bronze.lag.seconds")).isEqualTo(90);
        one.follow.commitNewClaims();
        assertThat(one.line()).isEqualTo("0 claims, 0 s behind");
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void aPermanentFailureIsAnAlarmOfThisTableOnly() {
        Instance one = new Instance("one");
        world.land("s-0", PLAN, ExactlyOnceBronzeTest.row("a", 1));
        landed = (bucket, object) -> {
            throw new StreamFailure(FailureKind.SETUP, "Cannot read " + object.key());
        };
        one.follow.commitNewClaims();
        assertThat(one.figure("orderlake.bronze.stopped")).isEqualTo(1);
        assertThat(one.figure("orderlake.bronze.lag.claims")).isEqualTo(1);
        assertThat(one.line()).startsWith("stopped, 1 claims").contains("Cannot read landing/parquet/orders/");

        world.landOther("s-0", Samples.row("x", 1, "b", 1, 1));
        now = now.plusSeconds(1);
        landed = (bucket, object) -> {
            if (object.key().contains("/orders/")) {
                throw new StreamFailure(FailureKind.SETUP, "Cannot read " + object.key());
            }
            return world.read(bucket, object);
        };
        one.follow.commitNewClaims();
        assertThat(one.figure("orderlake.bronze.rows")).isEqualTo(1);
        assertThat(one.figure("orderlake.bronze.stopped")).isEqualTo(1);

        landed = world;
        now = now.plusSeconds(60);
        one.follow.commitNewClaims();
        assertThat(one.figure("orderlake.bronze.stopped")).isZero();
        assertThat(one.figure("orderlake.bronze.rows")).isEqualTo(2);
    }

    private static DynamoLeases leases() {
        String table = "leases-" + UUID.randomUUID();
        DynamoLeases leases = new DynamoLeases(SharedLocalAws.dynamodb(), table, "bronze", () -> NOON);
        leases.createIfMissing();
        return leases;
    }
}
