package io.orderlake.transformer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.Reject;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.StreamRecord;
import io.orderlake.transformer.enrich.Enrichments;
import io.orderlake.transformer.enrich.ProductCategories;
import io.orderlake.transformer.row.MaskKey;
import io.orderlake.transformer.row.TransformedTables;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A transformer of the shipped table and some more, and batches for it. {@code kept} lists what it keeps in S3. */
final class TransformFixtures {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final Lanes LANES = new Lanes(64);

    final List<String> kept = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TransformProcessor transform;

    TransformFixtures() {
        this(950_000);
    }

    TransformFixtures(int maxRecordBytes) {
        this(maxRecordBytes, tables(), new Enrichments(ProductCategories.shipped()));
    }

    TransformFixtures(Tables tables, Enrichments enrichments) {
        this(950_000, tables, enrichments);
    }

    private TransformFixtures(int maxRecordBytes, Tables tables, Enrichments enrichments) {
        SizeLimit limit = new SizeLimit(maxRecordBytes, (eventId, original) -> {
            kept.add(eventId + " of " + original.length + " bytes");
            return "s3://lake/oversize/" + eventId;
        });
        transform = new TransformProcessor(
                new TransformedTables(tables, enrichments, new MaskKey("mask-key-of-the-tests")),
                LANES,
                limit,
                new TransformCounts(meters),
                () -> NOW);
    }

    /** The outcomes, one line each. */
    List<String> outcomes(StreamRecord... records) {
        return transform.apply(batch(records)).records().stream()
                .map(published -> new String(published.data(), StandardCharsets.UTF_8))
                .toList();
    }

    LaneBatch apply(StreamRecord... records) {
        return transform.apply(batch(records));
    }

    /** The one outcome of a record. */
    LakeRecord outcome(StreamRecord streamRecord) {
        return LakeRecordJson.read(apply(streamRecord).records().get(0).data());
    }

    /** The reject that a record becomes. */
    Reject reject(StreamRecord streamRecord) {
        return (Reject) outcome(streamRecord);
    }

    static ShardBatch batch(StreamRecord... records) {
        Lease lease =
                new Lease("order-changes", "shardId-000000000003", Set.of(), "transformer-1", 1, 1, null, false, null);
        return new ShardBatch(lease, List.of(records), Duration.ZERO, ShardBatch.Ending.NONE);
    }

    /** A record of that text, the n-th packed into one Kinesis record. */
    static StreamRecord packed(int index, String text) {
        return new StreamRecord(
                "49650000000000000000000000000000000000000000000000000017",
                index,
                "some-key",
                text.getBytes(StandardCharsets.UTF_8),
                NOW,
                null);
    }

    static Tables tables() {
        List<TableSpec> all = new ArrayList<>(TablesFile.shipped().all());
        InputStream more = Objects.requireNonNull(
                TransformFixtures.class.getResourceAsStream("/tables-under-test.yml"), "tables-under-test.yml");
        all.addAll(TablesFile.read("tables-under-test.yml", more).all());
        return new Tables(all);
    }
}
