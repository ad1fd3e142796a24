package io.orderlake.lakehouse.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SchemaWideningTest {

    private final StructType current = StructType.fromDDL("a STRING, b DECIMAL(8,2), gone STRING");

    @Test
    void columnsThatExistAlreadyChangeNothing() {
        assertThat(SchemaWidening.of(current, StructType.fromDDL("b DECIMAL(8,2)"))
                        .changesNothing())
                .isTrue();
    }

    @Test
    void columnsAreAddedAndWidenedAndNeverDropped() {
        SchemaWidening widening = SchemaWidening.of(current, StructType.fromDDL("a STRING, b DECIMAL(12,2), c BIGINT"));

        assertThat(widening.target()).isEqualTo(StructType.fromDDL("a STRING, b DECIMAL(12,2), gone STRING, c BIGINT"));
        assertThat(widening.added()).extracting(f -> f.name()).containsExactly("c");
        assertThat(widening.widened()).extracting(f -> f.name()).containsExactly("b");
    }

    @Test
    void narrowerOrOtherTypesDoNotChangeAColumn() {
        assertThat(SchemaWidening.of(current, StructType.fromDDL("a BIGINT, b DECIMAL(6,2)"))
                        .changesNothing())
                .isTrue();
        assertThat(SchemaWidening.of(current, StructType.fromDDL("b DECIMAL(12,4)"))
                        .changesNothing())
                .isTrue();
    }
}
