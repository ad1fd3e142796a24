package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.Samples.NOON;
import static io.orderlake.lakewriter.Samples.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.SharedLocalAws;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import io.orderlake.stream.dynamodb.DynamoLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The ledger beside real leases, in the table that they create. */
class DynamoLedgerTest extends LedgerContract {

    private static final String TABLE = "ledger-contract";
    private static final DynamoDbClient DYNAMODB = SharedLocalAws.dynamodb();
    private static final DynamoLeases LEASES = new DynamoLeases(DYNAMODB, TABLE, STREAM, () -> NOON);

    private Instant now = NOON;
    private final DynamoLedger ledger = new DynamoLedger(DYNAMODB, TABLE, Duration.ofDays(30), () -> now);

    @BeforeAll
    static void createTable() {
        LEASES.createIfMissing();
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    /** Takes the lease as often as the epoch requires. */
    @Override
    protected void hold(Lease lease) {
        LEASES.add(new Shard(lease.shardId(), lease.parents()));
        for (Lease seen = seen(lease); seen.epoch() < lease.epoch(); seen = seen(lease)) {
            assertThat(LEASES.take(seen, Objects.requireNonNull(lease.owner()))).isPresent();
        }
        assertThat(seen(lease).owner()).isEqualTo(lease.owner());
    }

    @Test
    void renewalsAndCheckpointsLeaveTheHeadAlone() {
        Lease lease = Samples.lease("shardId-renewed", "a", 1);
        hold(lease);
        Watermarks watermarks = new Watermarks();
        watermarks.raise("s", 1, "0001");
        ledger.inherit(lease, watermarks);
        assertThat(LEASES.renew(seen(lease))).isPresent();
        assertThat(LEASES.checkpoint(seen(lease), "42", false)).isPresent();

        assertThat(ledger.head(lease).inherited()).isTrue();
    }

    @Test
    void watermarksExpireUnlessTheyMove() {
        Lease lease = Samples.lease("shardId-expiring", "a", 1);
        hold(lease);
        Watermarks watermarks = new Watermarks();
        watermarks.raise("s", 1, "0001");
        ledger.inherit(lease, watermarks);

        now = NOON.plus(Duration.ofDays(29));
        assertThat(ledger.watermarks(STREAM, lease.shardId())).isEqualTo(watermarks);
        now = NOON.plus(Duration.ofDays(31));
        assertThat(ledger.watermarks(STREAM, lease.shardId()).isEmpty()).isTrue();
    }

    private static Lease seen(Lease lease) {
        return LEASES.all().stream()
                .filter(found -> found.shardId().equals(lease.shardId()))
                .findFirst()
                .orElseThrow();
    }
}
