package io.orderlake.lakehouse.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class EvolutionTest {

    private final StructType standing = StructType.fromDDL("a STRING, b DECIMAL(8,2), gone STRING");

    @Test
    void whatIsWantedAlreadyChangesNothing() {
        assertThat(Evolution.of(standing, StructType.fromDDL("b DECIMAL(8,2)")).changesNothing())
                .isTrue();
    }

    @Test
    void columnsAreAddedAndWidenedAndNeverDropped() {
        Evolution evolution = Evolution.of(standing, StructType.fromDDL("a STRING, b DECIMAL(12,2), c BIGINT"));

        assertThat(evolution.target())
                .isEqualTo(StructType.fromDDL("a STRING, b DECIMAL(12,2), gone STRING, c BIGINT"));
        assertThat(evolution.added()).extracting(f -> f.name()).containsExactly("c");
        assertThat(evolution.widened()).extracting(f -> f.name()).containsExactly("b");
    }

    @Test
    void narrowedOrForeignTypesLeaveAColumnAsItIs() {
        assertThat(Evolution.of(standing, StructType.fromDDL("a BIGINT, b DECIMAL(6,2)"))
                        .changesNothing())
                .isTrue();
        assertThat(Evolution.of(standing, StructType.fromDDL("b DECIMAL(12,4)")).changesNothing())
                .isTrue();
    }
}
