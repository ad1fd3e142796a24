package io.orderlake.launcher.verify;

import static io.orderlake.launcher.verify.Difference.DUPLICATED;
import static io.orderlake.launcher.verify.Difference.EXTRA;
import static io.orderlake.launcher.verify.Difference.MISSING;
import static io.orderlake.launcher.verify.Difference.OUT_OF_ORDER;
import static io.orderlake.launcher.verify.Difference.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VersionedRowTest {

    private static final TableShape ORDERS = new TableShape(
            "orders",
            "CustomerOrders",
            List.of("order_id"),
            Map.of("order_id", "string", "version", "long", "status", "string", "customer_email", "string"),
            Map.of("customer_email", "hash"),
            Set.of("product_category"),
            "updated_at",
            List.of());

    private final List<LandedChange> landed = new ArrayList<>();
    private final List<OpenReject> rejects = new ArrayList<>();
    private final List<SourceState> looks = new ArrayList<>();
    private Journaled journal = Journaled.NOTHING;

    @Test
    void aRowWhoseVersionsLandedOnceInOrderAgrees() {
        landed(1, "I", "new").landed(2, "U", "paid").landed(3, "U", "sent");
        present(3, "sent");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aDeletedRowAgreesWhenItEndsWithADelete() {
        landed(1, "I", "new").landed(1, "D", "new");
        looks.add(new SourceState.Absent());
        assertThat(differences()).isEmpty();
    }

    @Test
    void aDeletedAndRecreatedRowGoesOnCounting() {
        landed(1, "I", "new").landed(1, "D", "new").landed(3, "I", "again");
        present(3, "again");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aVersionInTheMiddleIsMissing() {
        landed(1, "I", "new").landed(3, "U", "sent");
        present(3, "sent");
        assertThat(differences()).containsExactly(MISSING);
    }

    @Test
    void theLastVersionsAreMissingAndNotStaleToo() {
        landed(1, "I", "new");
        present(3, "sent");
        assertThat(differences()).containsExactly(MISSING, MISSING);
    }

    @Test
    void aRowThatNeverLandedIsMissing() {
        present(1, "new");
        assertThat(differences()).containsExactly(MISSING);
    }

    @Test
    void whatTheJournalAcknowledgedIsMissingThoughTheRowIsGone() {
        landed(1, "I", "new");
        journal = new Journaled(2, 2, Map.of(2L, Map.of()));
        looks.add(new SourceState.Absent());
        assertThat(differences()).containsExactly(MISSING, STALE);
    }

    @Test
    void aDeleteThatTheSourceRemembersIsMissing() {
        landed(1, "I", "new");
        looks.add(new SourceState.Deleted(2));
        assertThat(differences()).containsExactly(MISSING);
    }

    @Test
    void aVersionThatLandedTwiceIsDuplicated() {
        landed(1, "I", "new").landed(2, "U", "paid").landed(2, "U", "paid");
        present(2, "paid");
        assertThat(differences()).containsExactly(DUPLICATED);
    }

    @Test
    void aLowerVersionBehindAHigherOneIsOutOfOrder() {
        landed(2, "U", "paid").landed(1, "I", "new");
        present(2, "paid");
        assertThat(differences()).containsExactly(OUT_OF_ORDER);
    }

    @Test
    void aDifferentValueIsStale() {
        landed(1, "I", "new").landed(2, "U", "paid");
        present(2, "sent");
        assertThat(findings())
                .singleElement()
                .returns(STALE, Finding::difference)
                .returns("version 2: status: expected \"sent\" but was \"paid\"", Finding::sentence);
    }

    @Test
    void aLostColumnIsStale() {
        landed.add(new LandedChange("p1", "I", "e1", 1L, Map.of("order_id", "o-1", "version", "1")));
        present(1, "new");
        assertThat(differences()).containsExactly(STALE);
    }

    @Test
    void aPlainPersonalValueIsStale() {
        landed.add(change("p1", "I", 1, Map.of("status", "new", "customer_email", "a@b.example")));
        looks.add(new SourceState.Present(1, columns(1, Map.of("status", "new", "customer_email", "a@b.example"))));
        assertThat(findings()).singleElement().returns(STALE, Finding::difference);
        assertThat(findings().get(0).sentence()).doesNotContain("a@b.example");
    }

    @Test
    void aHashedPersonalValueAgrees() {
        landed.add(change("p1", "I", 1, Map.of("status", "new", "customer_email", "0a".repeat(32))));
        looks.add(new SourceState.Present(1, columns(1, Map.of("status", "new", "customer_email", "a@b.example"))));
        assertThat(differences()).isEmpty();
    }

    @Test
    void aColumnThatAnEnrichmentFilledAgrees() {
        landed.add(change("p1", "I", 1, Map.of("status", "new", "product_category", "toys")));
        present(1, "new");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aDeleteThatDidNotLandIsExtraRows() {
        landed(1, "I", "new").landed(2, "U", "paid");
        looks.add(new SourceState.Absent());
        assertThat(differences()).containsExactly(EXTRA);
    }

    @Test
    void aVersionAboveTheHighestWrittenIsExtra() {
        landed(1, "I", "new").landed(2, "U", "paid");
        present(1, "new");
        assertThat(differences()).containsExactly(EXTRA);
    }

    @Test
    void aRowWithoutVersionIsExtra() {
        landed.add(new LandedChange("p0", "I", "e0", null, Map.of("order_id", "o-1")));
        landed(1, "I", "new");
        present(1, "new");
        assertThat(differences()).containsExactly(EXTRA);
    }

    @Test
    void aDeleteThatNeverHappenedIsExtra() {
        landed(1, "I", "new").landed(1, "D", "new");
        present(1, "new");
        assertThat(differences()).containsExactly(EXTRA);
    }

    @Test
    void aLaterLookExplainsWhatLandedAfterTheFirst() {
        landed(1, "I", "new").landed(2, "U", "paid");
        present(1, "new").present(3, "sent");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aLaterLookMustAgreeToo() {
        landed(1, "I", "new").landed(2, "U", "paid");
        present(1, "new").present(2, "sent");
        assertThat(differences()).containsExactly(STALE);
    }

    @Test
    void anOpenRejectAccountsForItsVersion() {
        landed(1, "I", "new").landed(3, "U", "sent");
        rejects.add(new OpenReject("e2", 2L));
        present(3, "sent");
        assertThat(differences()).isEmpty();
    }

    @Test
    void anUnreadableRejectAccountsForOneVersionOnly() {
        landed(1, "I", "new");
        rejects.add(new OpenReject("e2", null));
        present(3, "sent");
        assertThat(differences()).containsExactly(MISSING);
    }

    @Test
    void aSourceThatLostAnAcknowledgedWriteIsStale() {
        landed(1, "I", "new").landed(2, "U", "paid");
        journal = new Journaled(2, 2, Map.of());
        present(1, "new");
        assertThat(differences()).containsExactly(STALE);
    }

    @Test
    void anEarlierVersionMustHoldWhatTheJournalSays() {
        landed(1, "I", "odd").landed(2, "U", "paid");
        present(2, "paid");
        journal = new Journaled(2, 2, Map.of(1L, columns(1, Map.of("status", "new"))));
        assertThat(findings())
                .singleElement()
                .returns("version 1: status: expected \"new\" but was \"odd\"", Finding::sentence);
    }

    @Test
    void aWriteInDoubtIsNeitherDueNorExtra() {
        landed(1, "I", "new");
        present(1, "new");
        journal = new Journaled(1, 2, Map.of());
        assertThat(differences()).isEmpty();
        landed(1, "D", "new");
        looks.add(new SourceState.Deleted(2));
        assertThat(differences()).isEmpty();
    }

    @Test
    void anErasedChangeAccountsForOneVersionAndIsNotComparedByItsValues() {
        erased("p100", "I");
        erased("p101", "U");
        landed(3, "U", "sent");
        present(3, "sent");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aRowOfWhichEveryChangeIsErasedAgreesWithASourceThatHasItNoMore() {
        erased("p100", "I");
        erased("p101", "D");
        looks.add(new SourceState.Deleted(2));
        journal = new Journaled(2, 2, Map.of(1L, columns(1, Map.of("status", "new")), 2L, Map.of()));
        assertThat(differences()).isEmpty();
    }

    @Test
    void anErasedChangeHidesNoOtherThatIsMissing() {
        erased("p100", "I");
        looks.add(new SourceState.Deleted(3));
        assertThat(differences()).containsExactly(MISSING, MISSING);
    }

    @Test
    void moreErasedChangesThanWereWrittenAreExtra() {
        erased("p100", "I");
        erased("p101", "U");
        erased("p102", "D");
        looks.add(new SourceState.Deleted(2));
        assertThat(differences()).containsExactly(EXTRA);
    }

    @Test
    void anErasedChangeThatLandedTwiceIsDuplicated() {
        erased("p100", "I");
        erased("p100", "I");
        looks.add(new SourceState.Deleted(1));
        assertThat(differences()).containsExactly(DUPLICATED);
    }

    private void erased(String position, String op) {
        landed.add(new LandedChange(position, op, "e" + position, null, Map.of("order_id", "o-1"), true));
    }

    @Property(tries = 200)
    void takingOneChangeAwayIsOneMissing(@ForAll @IntRange(min = 1, max = 30) int versions, @ForAll int pick) {
        List<LandedChange> all = new ArrayList<>();
        for (int version = 1; version <= versions; version++) {
            all.add(change("p" + (100 + version), version == 1 ? "I" : "U", version, Map.of("status", "s" + version)));
        }
        all.remove(Math.floorMod(pick, versions));
        RowEvidence row = new RowEvidence(
                "o-1",
                List.of(new SourceState.Present(versions, columns(versions, Map.of("status", "s" + versions)))),
                Journaled.NOTHING,
                Map.of("json", all),
                List.of());
        assertThat(VersionedRow.compare(ORDERS, row, "json"))
                .extracting(Finding::difference)
                .containsExactly(MISSING);
    }

    private VersionedRowTest landed(long version, String op, String status) {
        landed.add(change("p" + (100 + landed.size()), op, version, Map.of("status", status)));
        return this;
    }

    private VersionedRowTest present(long version, String status) {
        looks.add(new SourceState.Present(version, columns(version, Map.of("status", status))));
        return this;
    }

    private static LandedChange change(String position, String op, long version, Map<String, String> values) {
        return new LandedChange(position, op, "e" + position, version, columns(version, values));
    }

    private static Map<String, String> columns(long version, Map<String, String> values) {
        Map<String, String> columns = new java.util.HashMap<>(values);
        columns.put("order_id", "o-1");
        columns.put("version", Long.toString(version));
        return columns;
    }

    private List<Finding> findings() {
        return VersionedRow.compare(
                ORDERS, new RowEvidence("o-1", looks, journal, Map.of("json", landed), rejects), "json");
    }

    private List<Difference> differences() {
        return findings().stream().map(Finding::difference).toList();
    }
}
