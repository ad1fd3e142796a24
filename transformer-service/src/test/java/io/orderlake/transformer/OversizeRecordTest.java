package io.orderlake.transformer;

import static io.orderlake.transformer.ThingChanges.tagged;
import static io.orderlake.transformer.ThingChanges.thing;
import static io.orderlake.transformer.TransformFixtures.NOW;
import static io.orderlake.transformer.TransformFixtures.packed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.transformer.enrich.Enrichments;
import io.orderlake.transformer.row.MaskKey;
import io.orderlake.transformer.row.TransformedTables;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outcomes that are too large for a record of {@code order-events}. */
class OversizeRecordTest {

    private static final String PLACE = "0000000049650000000000000000000000000000000000000000000000000017-00000";
    private static final String SHARD = "foreign/shardId-000000000003";

    private final TransformFixtures fixtures = new TransformFixtures();

    @Test
    void aRowEventThatIsTooLargeBecomesARejectThatPointsToItsOriginal() {
        TransformFixtures small = new TransformFixtures(2_000);
        String large = tagged(thing("a", "5").replace("hello", "x".repeat(3_000)), 12, 42);

        Reject reject = (Reject) LakeRecordJson.read(
                small.apply(packed(0, large)).records().get(0).data());

        assertThat(small.kept).containsExactly("e-42 of " + large.length() + " bytes");
        assertThat(reject.pointer()).isEqualTo("s3://lake/oversize/e-42");
        assertThat(reject.original()).isEmpty();
        assertThat(reject.reason()).startsWith("Cannot publish a row event: expected at most 2000 bytes but was ");
        assertThat(reject.position()).isEqualTo(Position.dynamodb(3, "42"));
    }

    @Test
    void aRejectThatIsTooLargePointsToItsOriginalAndKeepsItsReason() {
        TransformFixtures small = new TransformFixtures(2_000);
        String large = "no JSON " + "x".repeat(3_000);

        Reject reject = (Reject) LakeRecordJson.read(
                small.apply(packed(0, large)).records().get(0).data());

        assertThat(small.kept).containsExactly(SHARD + "/" + PLACE + "0 of " + large.length() + " bytes");
        assertThat(reject.reason()).startsWith("Cannot read a change: expected JSON but");
    }

    @Test
    void whatFailsOutsideOfARecordFailsTheBatch() {
        TransformProcessor failing = new TransformProcessor(
                new TransformedTables(
                        TransformFixtures.tables(), new Enrichments(Map.of()), new MaskKey("mask-key-of-the-tests")),
                TransformFixtures.LANES,
                new SizeLimit(100, (eventId, original) -> {
                    throw new IllegalStateException("S3 is away");
                }),
                new TransformCounts(fixtures.meters),
                () -> NOW);

        assertThatThrownBy(() -> failing.apply(TransformFixtures.batch(packed(0, thing("a", "5")))))
                .hasMessage("S3 is away");
    }
}
