package io.orderlake.lakewriter.forget;

import static io.orderlake.lakewriter.Samples.in;
import static io.orderlake.lakewriter.forget.AnnsOrders.*;
import static io.orderlake.lakewriter.forget.LakeContents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.Person;
import io.orderlake.contract.Position;
import io.orderlake.contract.RowEvent;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.lakewriter.LandedLake;
import io.orderlake.lakewriter.ledger.PersonHash;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PersonErasureTest {

    @ParameterizedTest
    @ValueSource(strings = {"json,parquet", "parquet", "json"})
    void nothingInTheLakeNamesThePersonAnyMoreAndTheRestIsAsItWas(String formats) {
        LandedLake lake = filled(formats);
        Map<String, String> before = rows(lake);

        Forgotten forgotten = forget(lake);

        assertThat(naming(lake, ANN)).isEmpty();
        int each = 3;
        for (String format : formats.split(",")) {
            assertThat(forgotten.erased()).containsEntry("landing/" + format, (long) each);
        }
        assertThat(forgotten.erased()).containsEntry("errors", 2L).containsEntry("oversize", 1L);
        assertThat(forgotten.remaining()).isEmpty();
        assertThat(forgotten.held()).isEmpty();
        assertThat(forgotten.searched()).isEqualTo(keys(lake).size());
        assertThat(forgotten.next()).isNull();
        Map<String, String> after = rows(lake);
        List<String> stays = List.of("json e2", "json e9", "parquet e2", "parquet e9", "reject e4");
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((row, content) -> {
            if (stays.contains(row)) {
                assertThat(after).containsEntry(row, content);
            }
        });
        assertAgreesWithLedger(lake);
    }

    @Test
    void aRowOfThePersonKeepsItsKeyAndPosition() {
        LandedLake lake = filled("json,parquet");

        forget(lake);

        RowEvent left = jsonRows(lake).stream()
                .filter(row -> row.eventId().equals("e1"))
                .findFirst()
                .orElseThrow();
        assertThat(left.content().columns()).containsEntry("order_id", "o-1").containsEntry("product_name", null);
        assertThat(left.content().quality()).containsExactly("erased");
        assertThat(left.position()).isEqualTo(Position.dynamodb(1, "1"));
        RowEvent cut = jsonRows(lake).stream()
                .filter(row -> row.eventId().equals("e3"))
                .findFirst()
                .orElseThrow();
        assertThat(cut.content().columns())
                .containsEntry("customer_id", "c-bob")
                .containsEntry("product_name", "Lamp");
        assertThat(cut.content().quality()).containsExactly("erased:cdc_before");
    }

    @Test
    void aSecondTimeItFindsNothing() {
        LandedLake lake = filled("json,parquet");
        forget(lake);
        Map<String, String> first = etags(lake);

        Forgotten again = forget(lake);

        assertThat(again.erased()).isEmpty();
        assertThat(again.rewritten()).isZero();
        assertThat(etags(lake)).isEqualTo(first);
        assertThat(forget(lake, new Person("c-nobody")).erased()).isEmpty();
    }

    @Test
    void twoPersonsAfterEachOtherAreBothCounted() {
        LandedLake lake = filled("json,parquet");
        forget(lake);

        Forgotten bob = forget(lake, new Person("c-bob"));

        assertThat(bob.remaining()).isEmpty();
        assertThat(etags(lake).keySet()).isNotEmpty();
        assertAgreesWithLedger(lake);
        assertThat(entries(lake).values())
                .filteredOn(entry -> entry.containsKey("landed"))
                .allSatisfy(entry ->
                        assertThat(value(value(entry, "landed").m(), "sha256")).isNotEqualTo(value(entry, "sha256")));
    }

    @Test
    void olderVersionsThatNameThePersonAreRemovedAndThoseOfRemovedLakeFiles() {
        LandedLake lake = filled("json,parquet");
        VersionedObjects versioned = new VersionedObjects(lake.objects());
        versioned.keep("landing/json/orders/x/old.json.gz", "1", gzipped(row("e9", "o-9", "c-eve", null)));
        versioned.keep("lake/silver/orders/data/gone.parquet", "2", new byte[] {1});

        Forgotten forgotten = erasure(lake, versioned, erasuresInLedger()).run(ANN, ErasureCursor.FIRST, ALL);

        assertThat(versioned.kept()).containsExactly("landing/json/orders/x/old.json.gz 1");
        assertThat(forgotten.versions()).isTrue();
        assertThat(forgotten.erased().get("versions")).isEqualTo(forgotten.rewritten() + 1);
    }

    @Test
    void aStoreWithoutVersionsIsReported() {
        assertThat(forget(filled("json")).versions()).isFalse();
    }

    @Test
    void objectsThatCannotBeRewrittenAreNamedAndCountedAsRemaining() {
        LandedLake lake = filled("json");
        put(
                lake,
                "landing/json/orders/order_date=2126-11-20/stranger.json.gz",
                gzipped(row("e9", "o-9", "c-ann", null)));
        put(lake, "landing/parquet/orders/order_date=2126-11-20/broken.parquet", bytes("customer c-ann"));

        Forgotten forgotten = forget(lake);

        assertThat(forgotten.remaining()).containsEntry("landing/json", 1L).containsEntry("landing/parquet", 1L);
        assertThat(forgotten.held())
                .anyMatch(held -> held.contains("stranger.json.gz: no claim"))
                .anyMatch(held -> held.contains("broken.parquet: Cannot read Parquet"));
    }

    @Test
    void anObjectWithAnotherChecksumThanTheLedgersIsNotRewritten() {
        LandedLake lake = filled("json");
        String key = keys(lake).stream()
                .filter(found -> found.startsWith("landing/json"))
                .findFirst()
                .orElseThrow();
        put(lake, key, gzipped(row("e1", "o-1", "c-ann", null)));

        Forgotten forgotten = forget(lake);

        assertThat(forgotten.held()).anyMatch(held -> held.endsWith("its checksum is not the ledger's"));
        assertThat(forgotten.remaining()).containsKey("landing/json");
    }

    @Test
    void itAnswersInTimeAndContinuesWhereItStopped() {
        LandedLake lake = filled("json,parquet");
        PersonErasure erasure = erasure(lake, lake.objects(), erasuresInLedger());
        Map<String, Long> erased = new TreeMap<>();
        long answers = 0;
        long searched = 0;
        for (String next = ""; next != null; answers++) {
            Forgotten forgotten = erasure.run(ANN, ErasureCursor.of(next), Duration.ZERO);
            forgotten.erased().forEach((layer, count) -> erased.merge(layer, count, Long::sum));
            searched += forgotten.searched();
            assertThat(forgotten.remaining()).isEmpty();
            next = forgotten.next();
        }

        assertThat(erased).isEqualTo(forget(filled("json,parquet")).erased());
        assertThat(searched).isEqualTo(keys(lake).size());
        assertThat(answers).isGreaterThan(2L * keys(lake).size());
        assertThatThrownBy(() -> ErasureCursor.of("elsewhere")).hasMessageContaining("Cannot continue");
    }

    @Test
    void theLedgerRecordsThatSomebodyWasForgottenButNotWho() {
        LandedLake lake = filled("json");
        List<Map<String, AttributeValue>> before = LakeContents.erasures();

        forget(lake);

        List<Map<String, AttributeValue>> records = LakeContents.erasures().stream()
                .filter(found -> !before.contains(found))
                .toList();
        assertThat(records).hasSize(1);
        Map<String, AttributeValue> erasure = records.get(0);
        assertThat(erasure.toString()).doesNotContain("c-ann");
        assertThat(value(erasure, "person_hash").s())
                .isEqualTo(PersonHash.of(ANN, value(erasure, "salt").s()))
                .isNotEqualTo(PersonHash.of(
                        new Person("c-bob"), value(erasure, "salt").s()));
        assertThat(value(erasure, "erased_landing_json").n()).isEqualTo("3");
        assertThat(value(erasure, "remaining").n()).isEqualTo("0");
    }

    @Test
    void aRowWhoseKeyIsThePersonIsRemovedAndTheLedgerRecordsIt() {
        Tables carts = TablesFile.read("test", new ByteArrayInputStream(bytes("""
                tables:
                  orders:
                    source: Carts
                    key: [customer_id]
                    columns: { customer_id: string, order_id: string, product_name: string, order_date: date }
                    person: customer_id
                    partition: { by: date, column: order_date }
                """)));
        LandedLake lake = new LandedLake(carts, List.of("json", "parquet"));
        lake.land(
                lake.lease("a"),
                List.of(in("7", 0, row("e1", "o-1", "c-ann", null)), in("7", 1, row("e2", "o-3", "c-bob", null))));

        Forgotten forgotten = forget(lake);

        assertThat(forgotten.remaining()).isEmpty();
        assertThat(rows(lake).keySet()).containsExactlyInAnyOrder("json e2", "parquet e2");
        assertThat(entries(lake).values()).allSatisfy(entry -> {
            assertThat(value(entry, "rows").n()).isEqualTo("2");
            assertThat(value(entry, "removed").n()).isEqualTo("1");
        });
        assertAgreesWithLedger(lake);
    }
}
