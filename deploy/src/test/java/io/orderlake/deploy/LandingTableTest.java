package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Column;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.TablesFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LandingTableTest {

    @Test
    void theColumnsAreThoseOfTheContractInTheSameOrder() {
        TableSpec orders = TablesFile.shipped().named("orders").orElseThrow();
        LandingTable table = LandingTable.parquet(orders);
        List<String> all = Stream.concat(table.columns().keySet().stream(), table.partitions().keySet().stream())
                .toList();
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        orders.rowSchema().stream().map(Column::name).toList());
        assertThat(table.columns())
                .containsEntry("total", "decimal(18,2)")
                .containsEntry("created_at", "timestamp")
                .containsEntry(CdcColumns.QUALITY, "array<string>");
    }

    @Test
    void timesOfJsonAreTexts() {
        assertThat(LandingTable.json(shipments("date", "sent_at")).columns())
                .containsEntry("label", "string")
                .containsEntry(CdcColumns.CHANGED_AT, "string")
                .containsEntry("weight", "decimal(8,3)");
    }

    @Test
    void aTableByDateIsFoundByDay() {
        LandingTable table = LandingTable.parquet(shipments("date", "sent_at"));
        assertThat(table.template()).isEqualTo("landing/parquet/shipments/sent_at=${sent_at}/");
        assertThat(table.parameters("s3://b"))
                .containsEntry("projection.sent_at.type", "date")
                .containsEntry("projection.sent_at.format", "yyyy-MM-dd");
    }

    @Test
    void aTableByHourHasHoursOfTwoDigits() {
        LandingTable table = LandingTable.json(shipments("hour", "sent_at"));
        assertThat(table.template()).isEqualTo("landing/json/shipments/sent_at=${sent_at}/hour=${hour}/");
        assertThat(table.parameters("s3://b"))
                .containsEntry("projection.hour.type", "integer")
                .containsEntry("projection.hour.digits", "2")
                .containsEntry("storage.location.template", "s3://b/" + table.template());
    }

    @Test
    void theQueryNamesTheValueOfATableByValue() {
        LandingTable table = LandingTable.parquet(shipments("value", "carrier"));
        assertThat(table.parameters("s3://b")).containsEntry("projection.carrier.type", "injected");
        assertThat(table.columns()).doesNotContainKey("carrier");
    }

    @Test
    void rejectsHaveTheColumnsOfTheirLines() {
        assertThat(LandingTable.rejects().columns().keySet().stream()
                        .filter(name -> !name.startsWith(CdcColumns.PREFIX))
                        .collect(Collectors.toSet()))
                .isEmpty();
        assertThat(LandingTable.rejects().columns()).containsKeys(CdcColumns.ORIGINAL, CdcColumns.REJECT_REASON);
    }

    private static TableSpec shipments(String by, String column) {
        String yaml = """
                tables:
                  shipments:
                    source: Shipments
                    key: [order_id]
                    columns: { order_id: string, carrier: string, weight: "decimal(8,3)", sent_at: timestamp, label: binary }
                    partition: { by: %s, column: %s }
                """.formatted(by, column);
        return TablesFile.read("test", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .named("shipments")
                .orElseThrow();
    }
}
