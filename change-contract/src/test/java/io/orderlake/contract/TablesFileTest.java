package io.orderlake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesFileTest {

    private static final String PLAIN = """
            tables:
              items:
                source: Items
                key: [id]
                columns: { id: string, amount: "decimal(10,2)", note: json, born: date, seen: timestamp }
            """;

    @Test
    void aTableWithNothingButTheNecessaryIsLaidOutByTheDateOfTheChange() {
        TableSpec items = read(PLAIN).named("items").orElseThrow();

        assertThat(items)
                .isEqualTo(new TableSpec(
                        "items",
                        "Items",
                        List.of("id"),
                        List.of(
                                new Column("id", ColumnType.Simple.STRING),
                                new Column("amount", new ColumnType.Decimal(10, 2)),
                                new Column("note", ColumnType.Simple.JSON),
                                new Column("born", ColumnType.Simple.DATE),
                                new Column("seen", ColumnType.Simple.TIMESTAMP)),
                        RowRules.NONE,
                        new Partitioning(Partitioning.Scheme.DATE, "cdc_changed_at"),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void everyKeyOfATableIsRead() {
        TableSpec items = read(PLAIN + """
                              enrich: [line_total]
                              mask: { note: redact }
                              checks:
                                - { column: amount, required: true, min: 0.01, max: 99, one_of: [a, b], on_failure: reject }
                              partition: { by: value, column: id }
                              filters: [ { eventName: [INSERT], n: [ { numeric: [">", 1.50] } ] } ]
                              freshness: seen
                          """).named("items").orElseThrow();

        assertThat(items.rules().enrichments()).containsExactly("line_total");
        assertThat(items.masks()).containsExactly(Map.entry("note", Mask.REDACT));
        assertThat(items.rules().checks())
                .containsExactly(new Check(
                        "amount",
                        true,
                        new BigDecimal("0.01"),
                        new BigDecimal("99"),
                        Set.of("a", "b"),
                        Check.OnFailure.REJECT));
        assertThat(items.partitioning()).isEqualTo(new Partitioning(Partitioning.Scheme.VALUE, "id"));
        assertThat(items.filters()).containsExactly("{\"eventName\":[\"INSERT\"],\"n\":[{\"numeric\":[\">\",1.50]}]}");
        assertThat(items.freshnessColumn()).contains("seen");
    }

    @Test
    void aDerivedColumnIsDeclaredInItsPlaceAmongTheColumns() {
        TableSpec items = read(PLAIN.replace("note: json", "note: derived json")
                        .replace("\"decimal(10,2)\"", "\"derived decimal(10,2)\""))
                .named("items")
                .orElseThrow();

        assertThat(items.rules().derived()).containsExactlyInAnyOrder("amount", "note");
        assertThat(items.columns())
                .isEqualTo(read(PLAIN).named("items").orElseThrow().columns());
    }

    @Test
    void theShippedFileDescribesTheOrdersInTheirOrder() {
        TableSpec orders = TablesFile.shipped().ofSource("CustomerOrders").orElseThrow();

        assertThat(orders.columns())
                .extracting(Column::name)
                .containsExactly(
                        "order_id",
                        "customer_id",
                        "customer_email",
                        "product_name",
                        "quantity",
                        "price",
                        "currency",
                        "total",
                        "status",
                        "shipping_address",
                        "promo_code",
                        "order_date",
                        "created_at",
                        "updated_at",
                        "version",
                        "product_category",
                        "order_hour",
                        "order_weekday");
        assertThat(orders.masks()).isEqualTo(Map.of("customer_email", Mask.HASH, "shipping_address", Mask.REDACT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            colour: red                        | key colour: this key is unknown; expected one of source, key, columns, enrich, mask, checks, partition, filters, freshness, person
            enrich: line_total                 | key enrich: expected a list but was "line_total"
            mask: { nope: hash }               | key mask.nope: expected a declared column but was "nope"
            mask: { note: blur }               | key mask.note: expected one of hash, redact but was "blur"
            mask: { id: hash }                 | key mask.id: expected a column outside the key, because a masked key cannot be joined
            mask: { amount: redact }           | key mask.amount: expected a column of type string or json, which can hold masked text, but was decimal(10,2)
            checks: [ { column: nope } ]       | key checks[0].column: expected a declared column but was "nope"
            checks: [ { column: id } ]         | key checks[0]: expected at least one of required, min, max, one_of
            checks: [ { column: id, min: 1 } ] | key checks[0]: expected a long or decimal column for min and max but id is string
            checks: [ { column: amount, min: 2, max: 1 } ]       | key checks[0]: expected a min of at most max but was 2 and 1
            checks: [ { column: id, required: maybe } ]          | key checks[0].required: expected true or false but was "maybe"
            checks: [ { column: amount, min: low } ]             | key checks[0].min: expected a number but was "low"
            checks: [ { column: id, required: true, else: x } ]  | key checks[0].else: this key is unknown; expected one of column, required, min, max, one_of, on_failure
            partition: { by: week, column: born }  | key partition.by: expected one of date, hour, value but was "week"
            partition: { by: hour, column: born }  | key partition: expected a column that can be laid out by hour but born is date
            partition: { by: date, column: nope }  | key partition.column: expected a declared column but was "nope"
            filters: [ {}, {}, {}, {}, {}, {} ]    | key filters: expected at most 5 filters but was 6
            filters: [ INSERT ]                    | key filters[0]: expected a mapping but was "INSERT"
            freshness: born                        | key freshness: expected a timestamp column but born is date
            """)
    void whatATableCannotSayIsRefusedWithItsPlace(String line, String sentence) {
        assertThatThrownBy(() -> read(PLAIN + "    " + line + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot use my-tables.yml: table items, " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            key: [id]      | key: [other]   | key key[0]: expected a declared column but was "other"
            key: [id]      | key: []        | key key: expected a list of at least one column
            key: [id]      | key: [id, id]  | key key[1]: expected a column that is not json and is named once but was "id"
            source: Items  | key: [id]      | Duplicate
            born: date     | born: money    | key columns.born: expected string, long, decimal(p,s), boolean, date, timestamp, binary or json but was "money"
            born: date     | cdc_op: string | key columns.cdc_op: expected a name that does not begin with cdc_, which is kept for Orderlake's own columns
            born: date     | born: derived money | key columns.born: expected string, long, decimal(p,s), boolean, date, timestamp, binary or json but was "money"
            id: string     | id: derived string  | key key[0]: expected a column of the source but id is derived
            born: date     | ID: string     | key columns.ID: Cannot name a column "ID": expected lower-case letters, digits and underscores
            born: date     | id: string     | Duplicate
            source: Items  | mask: {}       | key source: expected a text but it is missing
            """)
    void whatATableNeedsIsAskedFor(String from, String to, String sentence) {
        assertThatThrownBy(() -> read(PLAIN.replace(from, to)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot use my-tables.yml: ")
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tables: {}     | expected at least one table under "tables"
            tabels: {}     | this key is unknown; expected one of tables
            tables: [      | line
            tables: { Ab: {} } | table Ab: expected a name of lower-case letters, digits and underscores but was "Ab"
            """)
    void whatIsNoTablesFileIsRefused(String yaml, String sentence) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot use my-tables.yml: ")
                .hasMessageContaining(sentence);
    }

    @Test
    void aPersonIsNotNamedByADerivedColumn() {
        assertThatThrownBy(() -> read(PLAIN.replace("born: date", "born: derived string") + "    person: born\n"))
                .hasMessage(
                        "Cannot use my-tables.yml: table items, key person: expected a column of the source but born"
                                + " is derived");
    }

    @Test
    void twoTablesMayNotShareASource() {
        assertThatThrownBy(() -> read(PLAIN + PLAIN.replace("tables:\n", "").replace("items:", "goods:")))
                .hasMessageStartingWith("Cannot use my-tables.yml: Cannot use table goods: ");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> TablesFile.read(Path.of("no/such/tables.yml")))
                .hasMessage("Cannot use no/such/tables.yml: there is no such file");
    }

    private static Tables read(String yaml) {
        return TablesFile.read("my-tables.yml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
