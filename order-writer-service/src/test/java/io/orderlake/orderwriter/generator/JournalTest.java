package io.orderlake.orderwriter.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlake.orderwriter.MockRequests;
import io.orderlake.orderwriter.order.Order;
import io.orderlake.orderwriter.order.OrderRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final String ITEM = "{\"order_id\":\"gen-run-1\",\"customer_id\":\"42\","
            + "\"customer_email\":\"ada@example.com\",\"product_name\":\"Laptop\",\"quantity\":\"3\",\"price\":\"199.9\","
            + "\"currency\":\"USD\",\"total\":\"599.7\",\"status\":\"processing\",\"shipping_address\":{\"street\":"
            + "\"1 Lake Road\",\"city\":\"Zürich\",\"postal_code\":\"8001\",\"country\":\"CH\"},"
            + "\"order_date\":\"1970-01-01\",\"created_at\":\"0\",\"updated_at\":\"0\",\"version\":\"1\"}";

    private final Order order = Order.placed("gen-run-1", OrderRequest.read(MockRequests.order()), 0, Instant.EPOCH);
    private final List<GeneratedWrite> create = List.of(new GeneratedWrite(WriteKind.CREATE, order));
    private final List<GeneratedWrite> delete = List.of(new GeneratedWrite(WriteKind.DELETE, order));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void hasOneLinePerWriteWithNumbersAsTheirExactText() throws IOException {
        Path path = folder.resolve("new/journal.jsonl");
        try (Journal journal = Journal.open(path)) {
            journal.intend(create);
            journal.acknowledge(create);
            journal.acknowledge(delete);

            assertThat(Files.readAllLines(path))
                    .containsExactly(
                            "{\"kind\":\"intent\",\"order_id\":\"gen-run-1\",\"version\":1,\"op\":\"put\",\"item\":"
                                    + ITEM + "}",
                            "{\"kind\":\"ack\",\"order_id\":\"gen-run-1\",\"version\":1,\"op\":\"put\",\"item\":" + ITEM
                                    + "}",
                            "{\"kind\":\"ack\",\"order_id\":\"gen-run-1\",\"version\":2,\"op\":\"delete\"}");
        }
    }

    @Test
    void goesOnAfterATornLineWithALineOfItsOwn() throws IOException {
        Path path = Files.writeString(folder.resolve("journal.jsonl"), "{\"kind\":\"intent\"}\n{\"kind\":\"ac");
        try (Journal journal = Journal.open(path)) {
            journal.acknowledge(delete);
        }

        assertThat(Files.readAllLines(path))
                .startsWith("{\"kind\":\"intent\"}", "{\"kind\":\"ac")
                .hasSize(3);
    }

    @Test
    void isHeldByOneAtATime() throws IOException {
        Path path = folder.resolve("journal.jsonl");
        try (Journal open = Journal.open(path)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Journal.open(path))
                    .withMessageContaining("another generator is writing to it");
            open.acknowledge(delete);
        }
        Journal.open(path).close();
    }
}
