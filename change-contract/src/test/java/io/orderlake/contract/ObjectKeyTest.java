package io.orderlake.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {

    private static final LocalDate DATE = LocalDate.parse("2026-11-20");

    @Test
    void keysAreWrittenAndParsedAlike() {
        assertAlike(
                new ObjectKey.Rows("json", "orders", "order_date=2026-11-20", "c-1.json.gz"),
                "landing/json/orders/order_date=2026-11-20/c-1.json.gz");
        assertAlike(
                new ObjectKey.Rows("parquet", "orders", "created_at=2026-11-20/hour=07", "c-1.parquet"),
                "landing/parquet/orders/created_at=2026-11-20/hour=07/c-1.parquet");
        assertAlike(
                ObjectKey.Rejects.of("a b", Instant.parse("2026-11-20T23:59:59Z"), "c-1.jsonl"),
                "errors/a+b/date=2026-11-20/c-1.jsonl");
        assertAlike(new ObjectKey.Original("e/1"), "oversize/e/1.json");
    }

    private static void assertAlike(ObjectKey key, String text) {
        assertThat(key.text()).isEqualTo(text);
        assertThat(ObjectKey.parse(text)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "landing/json/orders/c-1.json.gz", "errors/lake/c-1.jsonl", "lake/orders/x", "oversize/x"})
    void aKeyThatOrderlakeDoesNotWriteIsNone(String text) {
        assertThat(ObjectKey.parse(text)).isEmpty();
    }

    @Test
    void aPointerLeadsIntoItsOwnBucketOnly() {
        String pointer = ObjectKey.pointer("lake", "oversize/e-1.json");

        assertThat(pointer).isEqualTo("s3://lake/oversize/e-1.json");
        assertThat(ObjectKey.pointedTo("lake", pointer)).contains("oversize/e-1.json");
        assertThat(ObjectKey.pointedTo("lak", pointer)).isEmpty();
    }

    @Test
    void partitionFoldersAreThoseOfHive() {
        assertThat(PartitionFolder.date("d", DATE)).isEqualTo("d=2026-11-20");
        assertThat(PartitionFolder.hour("t", DATE, 7)).isEqualTo("t=2026-11-20/hour=07");
        assertThat(PartitionFolder.hour("t", DATE, 23)).isEqualTo("t=2026-11-20/hour=23");
        assertThat(PartitionFolder.value("status", "a b/Zürich", DATE)).isEqualTo("status=a%20b%2FZ%C3%BCrich");
        assertThat(PartitionFolder.value("status", "", DATE)).isEqualTo("status=2026-11-20");
        assertThat(PartitionFolder.value("status", "x".repeat(257), DATE)).isEqualTo("status=2026-11-20");
    }
}
