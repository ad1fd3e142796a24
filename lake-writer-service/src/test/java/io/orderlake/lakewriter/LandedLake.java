package io.orderlake.lakewriter;

import static io.orderlake.lakewriter.Samples.NOON;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.Tables;
import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.JsonArraysFormat;
import io.orderlake.lakewriter.landing.LandingObjects;
import io.orderlake.lakewriter.ledger.DynamoLedger;
import io.orderlake.lakewriter.sink.LakeSink;
import io.orderlake.lakewriter.sink.S3LakeSink;
import io.orderlake.lakewriter.sink.S3LakeSink.ObjectSettings;
import io.orderlake.lakewriter.sink.S3StoredObjects;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.dynamodb.DynamoLeases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A bucket and a ledger of its own that real writers fill. */
public final class LandedLake {

    public static final String LEDGER = "landed-lakes";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ObjectSettings PLAIN = new ObjectSettings(Optional.empty(), Optional.empty());

    public final String bucket;
    public final String stream;
    private final Plan plan;
    private final Tables tables;
    private final DynamoLeases leases;
    private final DynamoLedger ledger =
            new DynamoLedger(SharedLocalAws.dynamodb(), LEDGER, Duration.ofDays(30), () -> NOON);

    public LandedLake(Tables tables, List<String> formats) {
        int number = COUNT.incrementAndGet();
        this.bucket = "landed-" + number;
        this.stream = "landed-events-" + number;
        this.tables = tables;
        this.plan = Plan.of(bucket, formats, Optional.empty(), tables);
        this.leases = new DynamoLeases(SharedLocalAws.dynamodb(), LEDGER, stream, () -> NOON);
        SharedLocalAws.s3().createBucket(create -> create.bucket(bucket));
        leases.createIfMissing();
        leases.add(new Shard(Samples.SHARD, Set.of()));
    }

    public Tables tables() {
        return tables;
    }

    /** Another owner takes the shard. */
    public Lease lease(String owner) {
        return leases.take(leases.all().get(0), owner).orElseThrow();
    }

    public LakeSink sink() {
        return new S3LakeSink(SharedLocalAws.s3(), PLAIN, PLAIN);
    }

    public S3StoredObjects objects() {
        return new S3StoredObjects(SharedLocalAws.s3(), bucket, PLAIN, PLAIN);
    }

    /** A lake writer whose objects go to that sink. */
    public LakeWriteProcessor writer(LakeSink sink) {
        LandingObjects objects = new LandingObjects(JsonArraysFormat.ADDED);
        ClaimLanding landing = new ClaimLanding(objects, sink, (delivery, lines) -> {});
        LandingRules rules = new LandingRules(plan, 1 << 20, Duration.ofSeconds(60), 64 << 20, EventWindow.Rules.OFF);
        return new LakeWriteProcessor(ledger, landing, rules, () -> NOON, new LakeMetrics(new SimpleMeterRegistry()));
    }

    /** Lands the records as one claim. */
    public @Nullable String land(Lease lease, List<StreamRecord> records) {
        return writer(sink()).take(new ShardBatch(lease, records, Duration.ZERO, Ending.HAND_OVER));
    }
}
