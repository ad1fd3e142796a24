package io.orderlake.lakewriter.bronze;

import static io.orderlake.lakewriter.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Plan;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitBronzeTest {

    private final BronzeWorld world = new BronzeWorld();
    private final Committer committer = new Committer(world, 1000);

    @Test
    void aTableIsCreatedWithItsFirstRow() {
        world.land("s-0", plan("quantity long"), Samples.rejected(row(1, Map.of())));
        committer.follow(0);
        assertThat(world.table()).isEmpty();

        world.land("s-0", plan("quantity long"), row(2, Map.of("quantity", 5L)));
        committer.follow(0);

        Table table = world.table().orElseThrow();
        assertThat(table.schema().findType("quantity")).isEqualTo(Types.LongType.get());
        assertThat(table.schema().findType("cdc_changed_at")).isEqualTo(Types.TimestampType.withZone());
        assertThat(table.schema().columns()).allMatch(Types.NestedField::isOptional);
        assertThat(table.spec().toString()).contains("cdc_changed_at_day: day(");
        assertThat(table.properties()).containsEntry("orderlake.through.s-0", "2@29");
        assertThat(world.values("quantity", "order_id")).containsExactly("5|o-2");
    }

    @Test
    void aFileHasItsPartitionAndBounds() {
        world.land("s-0", plan("price decimal(20,2)"), row(1, Map.of("price", new BigDecimal("7.50"))));
        committer.follow(0);

        Table table = world.table().orElseThrow();
        DataFile file = BronzeData.files(table).get(0);
        assertThat(file.location()).contains("/data/cdc_changed_at_day=2126-11-20/");
        assertThat(file.recordCount()).isEqualTo(1);
        assertThat(file.fileSizeInBytes()).isEqualTo(BronzeData.bytes(table, file).length);
        var price = table.schema().findField("price");
        Object least =
                Conversions.fromByteBuffer(price.type(), file.lowerBounds().get(price.fieldId()));
        assertThat(least).isEqualTo(new BigDecimal("7.50"));
        var changed = table.schema().findField("cdc_changed_at");
        Object first =
                Conversions.fromByteBuffer(changed.type(), file.lowerBounds().get(changed.fieldId()));
        assertThat(first).isEqualTo(NOON.toEpochMilli() * 1000);
    }

    @Test
    void claimsWithoutRowsOfTheTableMakeNoCommit() {
        world.land("s-0", plan("quantity long"), row(1, Map.of()));
        committer.follow(0);
        long snapshot = world.table().orElseThrow().currentSnapshot().snapshotId();
        for (int i = 0; i < 1200; i++) {
            world.land("s-0", plan("quantity long"));
        }
        committer.follow(0);

        assertThat(world.table().orElseThrow().currentSnapshot().snapshotId()).isEqualTo(snapshot);
        assertThat(committer.count("orderlake.bronze.commits")).isEqualTo(1);
        world.land("s-0", plan("quantity long"), row(2, Map.of()));
        committer.follow(0);
        assertThat(world.table().orElseThrow().properties()).containsEntry("orderlake.through.s-0", "1202@12029");
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void afterVeryManyOfThemThePointersMoveWithoutRows() {
        world.land("s-0", plan("quantity long"), row(1, Map.of()));
        for (int i = 0; i < CommitBronze.IDLE_CLAIMS + 1000; i++) {
            world.land("s-0", plan("quantity long"));
        }
        committer.follow(0);

        Pointers pointers = Pointers.of(world.table().orElseThrow().properties());
        assertThat(pointers.number("s-0")).isGreaterThan(CommitBronze.IDLE_CLAIMS);
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void rowsOfANewFormatAreRead() {
        Plan plan = BronzeWorld.plan(List.of("json-arrays"), "price decimal(20,2)");
        world.land("s-0", plan, row(1, Map.of("price", new BigDecimal("7.50"))), row(2, Map.of()));
        committer.follow(0);

        assertThat(world.values("order_id", "price", "cdc_changed_columns"))
                .containsExactly("o-1|7.50|[status, version]", "o-2|null|[status, version]");
    }

    @Test
    void aBacklogIsCommittedInSeveralCommits() {
        Committer small = new Committer(world, 10);
        for (int i = 1; i <= 60; i++) {
            world.land("s-" + i % 3, plan("quantity long"), row(3 * i, Map.of()), row(3 * i + 1, Map.of()));
        }
        small.follow(0);

        assertThat(small.count("orderlake.bronze.commits")).isEqualTo(12);
        assertThat(small.count("orderlake.bronze.rows")).isEqualTo(120);
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void fiftyChangesOfTheSchemaInARow() {
        for (int i = 1; i <= 50; i++) {
            String[] columns = new String[i + 1];
            columns[0] = "price decimal(" + Math.min(38, i + 2) + ",2)";
            for (int c = 1; c <= i; c++) {
                columns[c] = "c_" + c + " string";
            }
            world.land("s-0", plan(columns), row(i, Map.of("price", new BigDecimal("1.00"), "c_" + i, "v" + i)));
            new Committer(world, 1).follow(0);
        }

        Table table = world.table().orElseThrow();
        assertThat(table.schema().findType("price")).isEqualTo(Types.DecimalType.of(38, 2));
        assertThat(world.eventIds()).isEqualTo(world.expected());
        // The first files have neither the later columns nor the wider type. Readers handle both.
        assertThat(table.schema().findField("c_50")).isNotNull();
    }

    @Test
    void aColumnThatIsDroppedStays() {
        world.land("s-0", plan("quantity long", "status string"), row(1, Map.of("status", "new")));
        world.land("s-0", plan("quantity long"), row(2, Map.of("quantity", 2L)));
        committer.follow(0);
        assertThat(world.values("order_id", "quantity", "status"))
                .containsExactlyInAnyOrder("o-1|null|new", "o-2|2|null");
    }

    @Test
    void aValueThatDoesNotFitItsColumnIsRescued() {
        world.land("s-0", plan("size long", "price decimal(6,2)"), row(1, Map.of("size", 1L)));
        world.land(
                "s-0",
                plan("size string", "price decimal(6,3)"),
                row(2, Map.of("size", "12", "price", new BigDecimal("1.500"))),
                row(3, Map.of("size", "012", "price", new BigDecimal("1.505"))),
                row(4, Map.of("size", "extra \"large\"")));
        committer.follow(0);

        Table table = world.table().orElseThrow();
        assertThat(table.schema().findType("size")).isEqualTo(Types.LongType.get());
        assertThat(table.schema().findType("price")).isEqualTo(Types.DecimalType.of(6, 2));
        assertThat(world.values("order_id", "size", "price", "cdc_quality", "cdc_rescued"))
                .containsExactlyInAnyOrder(
                        "o-1|1|null|[]|null",
                        "o-2|12|1.50|[]|null",
                        "o-3|null|null|[misfit:size, misfit:price]|{\"size\":\"012\",\"price\":1.505}",
                        "o-4|null|null|[misfit:size]|{\"size\":\"extra \\\"large\\\"\"}");
    }

    @Test
    void aMissingOrForeignObjectStopsTheTableAndNothingIsSkipped() {
        world.land("s-0", plan("quantity long"), row(1, Map.of()));
        world.land("s-0", plan("quantity long"), row(2, Map.of()));
        String lost = world.objects.keySet().stream()
                .filter(key -> key.startsWith("landing/parquet") && key.contains("0000000001"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = world.objects.remove(lost);
        assertThatThrownBy(() -> committer.follow(0)).hasMessageContaining(lost);
        world.objects.put(lost, new byte[] {1});
        assertThatThrownBy(() -> committer.follow(0)).hasMessageContaining(lost);
        assertThat(world.eventIds()).isEmpty();

        world.objects.put(lost, bytes);
        committer.follow(0);
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void aTableOfAnotherLedgerIsRefused() {
        world.land("s-0", plan("quantity long"), row(1, Map.of()));
        committer.follow(0);
        world.table()
                .orElseThrow()
                .updateProperties()
                .set("orderlake.through.s-0", "1@999")
                .commit();
        world.land("s-0", plan("quantity long"), row(2, Map.of()));

        assertThatThrownBy(() -> new Committer(world, 10).follow(0))
                .hasMessageContaining("Cannot follow shard s-0 for table bronze.orders")
                .hasMessageContaining("another ledger");
    }

    @Test
    void aTableThatCannotTakeNullsIsRefused() {
        world.land("s-0", plan("quantity long"), row(1, Map.of()));
        committer.follow(0);
        var update = world.table().orElseThrow().updateSchema().allowIncompatibleChanges();
        update.addRequiredColumn("theirs", Types.LongType.get()).commit();
        world.land("s-0", plan("quantity long"), row(2, Map.of()));

        assertThatThrownBy(() -> committer.follow(0)).hasMessageContaining("expected optional columns but was");
    }

    private static Plan plan(String... columns) {
        return BronzeWorld.plan(List.of("parquet", "json"), columns);
    }

    private static RowEvent row(int place, Map<String, Object> values) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>(values);
        columns.put("order_id", "o-" + place);
        return Samples.row(columns, "a", 1, place);
    }
}
