package io.orderlake.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.RowEvent;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Whatever an item holds, each attribute is found in its column or among the rescued, and exactly so. */
class ItemSurvivesTest {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** An attribute as DynamoDB writes it, and the JSON value that it stands for. */
    record Attribute(String typed, String plain) {}

    @Property(tries = 400)
    void everyAttributeIsInAColumnOrRescued(@ForAll("items") Map<String, Attribute> item) {
        RowEvent row = transformed(item);
        JsonNode rescued = EXACT.readTree(
                row.content().rescued() == null ? "{}" : row.content().rescued());

        item.forEach((name, attribute) -> {
            JsonNode expected = EXACT.readTree(attribute.plain());
            Object column = row.content().columns().get(name);
            if (rescued.has(name)) {
                assertThat(sameValue(rescued.get(name), expected)).as(name).isTrue();
            } else if (column == null) {
                assertThat(row.content().columns()).containsKey(name);
                assertThat(expected.isNull()).as(name).isTrue();
            } else {
                assertThat(holds(name, column, expected))
                        .as(name + ": " + column + " of " + expected)
                        .isTrue();
            }
        });
        assertThat(rescued.propertyNames()).isSubsetOf(item.keySet());
    }

    @Provide
    Arbitrary<Map<String, Attribute>> items() {
        Arbitrary<String> declared = Arbitraries.of("text", "amount", "quantity", "truth", "day", "at", "bytes", "doc");
        Arbitrary<String> others = Arbitraries.of("Text", "cdc_op", "cdc_rescued", "x", "ü", "a b", "with\"quote");
        return Arbitraries.maps(Arbitraries.oneOf(declared, others), attributes(2))
                .ofMaxSize(10)
                .map(TreeMap::new);
    }

    private static Arbitrary<Attribute> attributes(int depth) {
        List<Arbitrary<Attribute>> kinds = new java.util.ArrayList<>(List.of(
                strings(),
                numbers(),
                Arbitraries.of(true, false).map(b -> new Attribute("{\"BOOL\":" + b + "}", String.valueOf(b))),
                Arbitraries.just(new Attribute("{\"NULL\":true}", "null")),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(bytes -> {
                    String text = "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
                    return new Attribute("{\"B\":" + text + "}", text);
                }),
                sets()));
        if (depth > 0) {
            kinds.add(attributes(depth - 1).list().ofMaxSize(3).map(ItemSurvivesTest::list));
            kinds.add(Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3), attributes(depth - 1))
                    .ofMaxSize(3)
                    .map(ItemSurvivesTest::map));
        }
        return Arbitraries.oneOf(kinds);
    }

    private static Arbitrary<Attribute> strings() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(30),
                        Arbitraries.of(
                                "2026-11-20",
                                "2026-02-30",
                                "2026-11-20T10:00:00.123456Z",
                                "AAEC/w==",
                                "[1]",
                                "{",
                                "1.50",
                                "007"))
                .map(text -> new Attribute("{\"S\":" + quoted(text) + "}", quoted(text)));
    }

    private static char[] surrogates() {
        StringBuilder all = new StringBuilder();
        for (char half = Character.MIN_SURROGATE; half <= Character.MAX_SURROGATE; half++) {
            all.append(half);
        }
        return all.toString().toCharArray();
    }

    private static Arbitrary<Attribute> numbers() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().map(BigDecimal::valueOf),
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-1e20"), new BigDecimal("1e20"))
                                .ofScale(6),
                        Arbitraries.of("1E+120", "1E-130", "12345678901234567890123456789012345678", "0", "-0.5")
                                .map(BigDecimal::new))
                .map(number -> new Attribute("{\"N\":\"" + number + "\"}", number.toPlainString()));
    }

    private static Arbitrary<Attribute> sets() {
        return Arbitraries.strings()
                .alpha()
                .ofMaxLength(5)
                .set()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(texts -> {
                    List<String> quoted =
                            texts.stream().map(ItemSurvivesTest::quoted).toList();
                    List<String> sorted = texts.stream()
                            .sorted()
                            .map(ItemSurvivesTest::quoted)
                            .toList();
                    return new Attribute("{\"SS\":" + quoted + "}", sorted.toString());
                });
    }

    private static Attribute list(List<Attribute> items) {
        return new Attribute(
                "{\"L\":" + items.stream().map(Attribute::typed).toList() + "}",
                items.stream().map(Attribute::plain).toList().toString());
    }

    private static Attribute map(Map<String, Attribute> members) {
        return new Attribute("{\"M\":" + joined(members, true) + "}", joined(members, false));
    }

    private static String joined(Map<String, Attribute> members, boolean typed) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":"
                        + (typed ? member.getValue().typed() : member.getValue().plain()))
                .toList()
                .toString()
                .replaceFirst("^\\[", "{")
                .replaceFirst("]$", "}");
    }

    private static RowEvent transformed(Map<String, Attribute> item) {
        Map<String, Attribute> whole = new TreeMap<>(item);
        whole.put("id", new Attribute("{\"S\":\"i\"}", "\"i\""));
        whole.put("sort", new Attribute("{\"N\":\"1\"}", "1"));
        // The check of this column rejects, which would hide what becomes of the others.
        whole.computeIfPresent(
                "quantity", (name, a) -> a.typed().contains("\"N\"") ? new Attribute("{\"N\":\"3\"}", "3") : a);
        item.keySet().forEach(name -> item.put(name, whole.get(name)));
        String change =
                "{\"eventID\":\"e-1\",\"eventName\":\"INSERT\",\"dynamodb\":{\"ApproximateCreationDateTime\":1795168801,"
                        + "\"Keys\":{},\"NewImage\":" + joined(whole, true)
                        + ",\"SequenceNumber\":\"1\"},\"eventSourceARN\":\"arn:aws:dynamodb:eu-west-1:1:table/Things/stream/1\"}";
        byte[] outcome = new TransformFixtures()
                .apply(TransformFixtures.packed(0, change))
                .records()
                .get(0)
                .data();
        return (RowEvent) LakeRecordJson.read(outcome);
    }

    /** Whether the column says just what the attribute says; a json column says it as JSON, a time in milliseconds. */
    private static boolean holds(String name, Object column, JsonNode expected) {
        if (name.equals("doc")) {
            boolean isText = expected.isString() && column.equals(expected.stringValue());
            return isText || sameValue(EXACT.readTree(column.toString()), expected);
        }
        if (column instanceof String text && name.equals("at")) {
            return expected.isString()
                    ? text.startsWith(expected.stringValue().substring(0, 10))
                    : java.time.Instant.parse(text).toEpochMilli() == expected.longValue();
        }
        if (column instanceof String text && name.equals("day")) {
            return expected.stringValue().startsWith(text);
        }
        if (column instanceof Long || column instanceof BigDecimal) {
            return new BigDecimal(column.toString()).compareTo(new BigDecimal(expected.asString())) == 0;
        }
        return column.toString().equals(expected.asString());
    }

    private static boolean sameValue(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    private static String quoted(String text) {
        return EXACT.writeValueAsString(text);
    }
}
