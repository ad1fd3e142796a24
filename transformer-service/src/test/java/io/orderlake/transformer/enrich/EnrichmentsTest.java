package io.orderlake.transformer.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichmentsTest {

    @ParameterizedTest
    @CsvSource({"3, 2.50, , 7.50, ''", "3, 2.50, 7.5, , ''", "3, 2.50, 7, , total_mismatch", ", 2.50, , , ''"})
    void aLineTotalIsComputedWhereItIsMissingAndComparedWhereItIsGiven(
            Long quantity, BigDecimal price, BigDecimal total, BigDecimal computed, String flag) {
        Map<String, Object> row = new HashMap<>();
        row.put("quantity", quantity);
        row.put("price", price);
        row.put("total", total);

        Findings findings = new LineTotal().enrich(row);

        assertThat(findings.values().values().stream().map(value -> value.decimalValue()))
                .isEqualTo(computed == null ? List.of() : List.of(computed));
        assertThat(findings.flags()).isEqualTo(flag.isEmpty() ? List.of() : List.of(flag));
    }

    @Test
    void theClockOfAnOrderIsThatOfUtc() {
        assertThat(new OrderClock()
                        .enrich(Map.of("created_at", "2026-11-22T23:59:59.999Z"))
                        .values())
                .hasToString("{order_date=\"2026-11-22\", order_hour=23, order_weekday=\"SUNDAY\"}");
        assertThat(new OrderClock().enrich(Map.of())).isEqualTo(Findings.NONE);
    }

    @Test
    void aProductHasTheCategoryOfTheReferenceFile() {
        ProductCategory category = new ProductCategory(ProductCategories.shipped());

        assertThat(category.enrich(Map.of("product_name", "Headphones")).values())
                .hasToString("{product_category=\"Audio\"}");
        assertThat(category.enrich(Map.of("product_name", "Anvil"))).isEqualTo(Findings.NONE);
    }

    @Test
    void aReferenceFileOfOnesOwnIsReadStrictly(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("categories.yml"), "Anvil: Tools\n");
        Path twice = Files.writeString(folder.resolve("twice.yml"), "Anvil: Tools\nAnvil: Iron\n");
        Path deep = Files.writeString(folder.resolve("deep.yml"), "Anvil: [Tools]\n");

        assertThat(ProductCategories.read(file)).isEqualTo(Map.of("Anvil", "Tools"));
        assertThatThrownBy(() -> ProductCategories.read(twice)).hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> ProductCategories.read(deep))
                .hasMessageEndingWith("product \"Anvil\": expected a category but was [\"Tools\"]");
        assertThatThrownBy(() -> ProductCategories.read(folder.resolve("none.yml")))
                .hasMessageStartingWith("Cannot read product categories from ");
    }

    @Test
    void aTableMayOnlyAskForWhatThereIsAndWhatItHasColumnsFor() {
        Enrichments enrichments = new Enrichments(Map.of());

        assertThatThrownBy(() -> enrichments.of(table("sparkle")))
                .hasMessage("Cannot use table t, key enrich: expected line_total, order_clock, product_category but was"
                        + " \"sparkle\"");
        assertThatThrownBy(() -> enrichments.of(table("line_total")))
                .hasMessage("Cannot use table t, key enrich: line_total reads column quantity, which is not declared");
    }

    @Test
    void aFilledColumnIsDeclaredAsDerivedAndADerivedColumnIsFilled() {
        Enrichments enrichments = new Enrichments(Map.of());
        String reads = ", product_name: string, product_category: ";

        assertThat(enrichments.of(table("product_category", reads + "derived string")))
                .hasSize(1);
        assertThatThrownBy(() -> enrichments.of(table("product_category", reads + "string")))
                .hasMessage(
                        "Cannot use table t, key enrich: product_category fills column product_category, which must be"
                                + " declared under columns as \"product_category: derived TYPE\"");
        assertThatThrownBy(
                        () -> enrichments.of(table("product_category", reads + "derived string, gift: derived long")))
                .hasMessage("Cannot use table t, key columns.gift: expected an enrichment under enrich that fills the"
                        + " derived column, but none of [product_category] does");
    }

    private static TableSpec table(String enrichment) {
        return table(enrichment, "");
    }

    private static TableSpec table(String enrichment, String columns) {
        String yaml = "tables: { t: { source: T, key: [id], columns: { id: string" + columns + " }, enrich: ["
                + enrichment + "] } }";
        Tables tables = TablesFile.read("t.yml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
        return tables.named("t").orElseThrow();
    }
}
