package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.source.DynamoTableRows;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

class KeyTextTest {

    private static final TableShape LINES = shape("order_id", "line");
    private static final TableShape ORDERS = shape("order_id");

    private final Map<String, AttributeValue> asked = new HashMap<>();

    @Test
    void aKeyWithoutTheSeparatorIsItsPartsWithTheSeparatorBetweenThem() {
        assertThat(LINES.keyOf(row("a/b", "\u0010"))).isEqualTo("a/b\u001f\u0010");
        assertThat(ORDERS.keyOf(row("a\u001fb", ""))).isEqualTo("a\u001fb");
    }

    @Test
    void theSeparatorWithinAPartDoesNotMakeTwoKeysEqual() {
        assertThat(LINES.keyOf(row("a\u001fb", "c"))).isNotEqualTo(LINES.keyOf(row("a", "b\u001fc")));
        assertThat(LINES.keyOf(row("a\u001f", "b"))).isNotEqualTo(LINES.keyOf(row("a", "\u001fb")));
    }

    @ParameterizedTest
    @CsvSource({"a,b", "a_b,c", "a,b_c", "a_,b", "a,_b", "_,_", "a~_b,c", "a~1b,c_", "~,~", "a~,~1"})
    void aRowIsReadByTheKeyThatWasBuiltFromIt(String first, String second) {
        String id = first.replace('_', '\u001f').replace('~', '\u0010');
        String line = second.replace('_', '\u001f').replace('~', '\u0010');

        new DynamoTableRows(client(), new TableFingerprints(LINES)).readRow(LINES.keyOf(row(id, line)));

        assertThat(asked)
                .containsEntry("order_id", AttributeValue.fromS(id))
                .containsEntry("line", AttributeValue.fromS(line));
    }

    @Test
    void aSingleKeyMayContainTheSeparator() {
        new DynamoTableRows(client(), new TableFingerprints(ORDERS)).readRow("a\u001fb");

        assertThat(asked).containsOnly(Map.entry("order_id", AttributeValue.fromS("a\u001fb")));
    }

    @Test
    void theFingerprintsKeyIsTheSame() {
        TableFingerprints.Sum sum = new TableFingerprints(LINES).sum();
        sum.source("order_id", "a\u001fb");
        sum.source("line", "c");

        assertThat(sum.key()).isEqualTo(LINES.keyOf(row("a\u001fb", "c")));
    }

    private static TableShape shape(String... key) {
        return new TableShape(
                "lines",
                "Lines",
                List.of(key),
                Map.of("order_id", "string", "line", "string"),
                Map.of(),
                Set.of(),
                "",
                List.of());
    }

    private static Map<String, String> row(String id, String line) {
        return Map.of("order_id", id, "line", line);
    }

    /** A table without rows that remembers which key was asked for. */
    @SuppressWarnings("unchecked")
    private DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    GetItemRequest.Builder request = GetItemRequest.builder();
                    ((Consumer<GetItemRequest.Builder>) arguments[0]).accept(request);
                    asked.putAll(request.build().key());
                    return GetItemResponse.builder().build();
                });
    }
}
