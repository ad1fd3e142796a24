package io.orderlake.lakewriter.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Person;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.LandedLake;
import io.orderlake.lakewriter.SharedLocalAws;
import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.ParquetFormat;
import io.orderlake.lakewriter.sink.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The content of a bucket and its ledger, decoded independently. */
final class LakeContents {

    private static final ParquetFormat PARQUET = new ParquetFormat();

    private LakeContents() {}

    /** Objects whose bytes, unpacked and decoded, contain the person's id anywhere. */
    static List<String> naming(LandedLake lake, Person person) {
        return keys(lake).stream()
                .filter(key -> person.isNamedIn(bytes(decoded(lake, key))) || containsId(decoded(lake, key), person))
                .toList();
    }

    private static boolean containsId(String text, Person person) {
        return text.replace(person.id() + "2", "").contains(person.id());
    }

    static String decoded(LandedLake lake, String key) {
        byte[] bytes = read(lake, key).bytes();
        if (key.endsWith(".parquet")) {
            StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
            PARQUET.decode(bytes, PARQUET.table(bytes), row -> text.append(Arrays.deepToString(row)));
            return text.toString();
        }
        return key.endsWith(".gz") ? unpacked(bytes) : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Each row and reject by format and event id. */
    static Map<String, String> rows(LandedLake lake) {
        Map<String, String> rows = new TreeMap<>();
        for (String key : keys(lake)) {
            if (key.endsWith(".parquet")) {
                byte[] bytes = read(lake, key).bytes();
                TablePlan table = PARQUET.table(bytes);
                int eventId = table.indexOf(CdcColumns.EVENT_ID);
                PARQUET.decode(bytes, table, row -> rows.put("parquet " + row[eventId], Arrays.deepToString(row)));
            } else if (!key.startsWith("oversize/")) {
                decoded(lake, key)
                        .lines()
                        .forEach(line -> rows.put(
                                (key.startsWith("errors/") ? "reject " : "json ")
                                        + LakeRecordJson.read(bytes(line)).eventId(),
                                line));
            }
        }
        return rows;
    }

    static List<RowEvent> jsonRows(LandedLake lake) {
        List<RowEvent> rows = new ArrayList<>();
        rows(lake).forEach((name, line) -> {
            if (name.startsWith("json ")) {
                rows.add((RowEvent) LakeRecordJson.read(bytes(line)));
            }
        });
        return rows;
    }

    /** Each entry has the checksum of its object, or of the intended one, and the number of erased rows. */
    static void assertAgreesWithLedger(LandedLake lake) {
        entries(lake).forEach((key, entry) -> {
            String current = Sha256.hex(read(lake, key).bytes());
            Map<String, AttributeValue> recorded = value(entry, "sha256").s().equals(current)
                    ? entry
                    : entry.containsKey("erasing") ? value(entry, "erasing").m() : Map.of();
            assertThat(recorded).as(key).containsEntry("sha256", AttributeValue.fromS(current));
            long erased = decoded(lake, key)
                    .lines()
                    .filter(line -> line.contains("erased"))
                    .count();
            if (!key.endsWith(".parquet")) {
                assertThat(recorded.getOrDefault("erased", AttributeValue.fromN("0"))
                                .n())
                        .as(key)
                        .isEqualTo(String.valueOf(erased));
            }
        });
    }

    static Map<String, Map<String, AttributeValue>> entries(LandedLake lake) {
        Map<String, Map<String, AttributeValue>> entries = new TreeMap<>();
        items(lake.stream + "/shardId-000000000000", "claim#")
                .forEach(claim -> value(claim, "objects")
                        .l()
                        .forEach(entry -> entries.put(value(entry.m(), "key").s(), entry.m())));
        return entries;
    }

    static List<Map<String, AttributeValue>> erasures() {
        return items("erasures", "erasure#");
    }

    static List<Map<String, AttributeValue>> items(String pk, String sk) {
        return SharedLocalAws.dynamodb()
                .query(query -> query.tableName(LandedLake.LEDGER)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(pk), ":sk", AttributeValue.fromS(sk))))
                .items();
    }

    static List<String> keys(LandedLake lake) {
        return lake.objects().keys("", "").toList();
    }

    static Map<String, String> etags(LandedLake lake) {
        Map<String, String> etags = new TreeMap<>();
        keys(lake).forEach(key -> etags.put(key, read(lake, key).etag()));
        return etags;
    }

    static StoredObject read(LandedLake lake, String key) {
        return lake.objects().read(key).orElseThrow();
    }

    static String unpacked(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
