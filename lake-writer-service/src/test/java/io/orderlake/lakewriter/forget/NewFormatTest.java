package io.orderlake.lakewriter.forget;

import static io.orderlake.lakewriter.forget.AnnsOrders.ANN;
import static io.orderlake.lakewriter.forget.AnnsOrders.filled;
import static io.orderlake.lakewriter.forget.AnnsOrders.forget;
import static io.orderlake.lakewriter.forget.LakeContents.assertAgreesWithLedger;
import static io.orderlake.lakewriter.forget.LakeContents.keys;
import static io.orderlake.lakewriter.forget.LakeContents.naming;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.lakewriter.LandedLake;
import org.junit.jupiter.api.Test;

/**
 * A format that is added as the README's table describes it: {@code JsonArraysFormat}, its contract test, and one more format
 * in {@code RowFormats}. {@code CommitBronzeTest} shows that bronze reads it, too.
 */
class NewFormatTest {

    @Test
    void itLandsBesideTheOthersAndAPersonIsErasedFromIt() {
        LandedLake lake = filled("json-arrays,json");
        assertThat(keys(lake))
                .filteredOn(key -> key.startsWith("landing/json-arrays/orders/order_date=2126-11-"))
                .hasSize(2)
                .allMatch(key -> key.endsWith(".arrays"));
        assertThat(naming(lake, ANN)).anyMatch(key -> key.endsWith(".arrays"));

        Forgotten forgotten = forget(lake);

        assertThat(naming(lake, ANN)).isEmpty();
        assertThat(forgotten.erased()).containsEntry("landing/json-arrays", 3L).containsEntry("landing/json", 3L);
        assertThat(forgotten.remaining()).isEmpty();
        assertThat(forgotten.held()).isEmpty();
        assertThat(forgotten.searched()).isEqualTo(keys(lake).size());
        assertAgreesWithLedger(lake);
    }
}
