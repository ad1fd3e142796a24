package io.orderlake.launcher.verify;

import static io.orderlake.launcher.verify.Difference.DUPLICATED;
import static io.orderlake.launcher.verify.Difference.EXTRA;
import static io.orderlake.launcher.verify.Difference.MISSING;
import static io.orderlake.launcher.verify.Difference.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.TableShape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainRowTest {

    private static final TableShape PRODUCTS = new TableShape(
            "products",
            "Products",
            List.of("shop", "sku"),
            Map.of("name", "string"),
            Map.of(),
            Set.of(),
            "",
            List.of());

    private static final SourceState PRESENT = new SourceState.Present(0, Map.of("name", "cup"));
    private static final SourceState ABSENT = new SourceState.Absent();

    @Test
    void theLastImageDecides() {
        assertThat(differences(PRESENT, change("1", "I", "mug"), change("2", "U", "cup")))
                .isEmpty();
        assertThat(differences(PRESENT, change("1", "I", "cup"), change("2", "U", "mug")))
                .containsExactly(STALE);
    }

    @Test
    void aRowThatNeverLandedIsMissing() {
        assertThat(differences(PRESENT)).containsExactly(MISSING);
    }

    @Test
    void aRowThatLandedAsDeletedIsStale() {
        assertThat(differences(PRESENT, change("1", "I", "cup"), change("2", "D", "cup")))
                .containsExactly(STALE);
    }

    @Test
    void aRowThatIsGoneMustEndWithADelete() {
        assertThat(differences(ABSENT, change("1", "I", "cup"), change("2", "D", "cup")))
                .isEmpty();
        assertThat(differences(ABSENT, change("1", "I", "cup"))).containsExactly(EXTRA);
    }

    @Test
    void anEventThatLandedTwiceIsDuplicated() {
        assertThat(differences(PRESENT, change("1", "I", "cup"), change("1", "I", "cup")))
                .containsExactly(DUPLICATED);
    }

    private static LandedChange change(String position, String op, String name) {
        return new LandedChange(position, op, "e" + position, null, Map.of("name", name));
    }

    private static List<Difference> differences(SourceState look, LandedChange... landed) {
        RowEvidence row =
                new RowEvidence("a/1", List.of(look), Journaled.NOTHING, Map.of("json", List.of(landed)), List.of());
        return PlainRow.compare(PRODUCTS, row, "json").stream()
                .map(Finding::difference)
                .toList();
    }
}
