package io.orderlake.chaos;

import io.orderlake.launcher.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Orders that are rejected until the tables file is fixed. */
public final class PoisonOrders {

    private static final String SHIPPED = "/orderlake-tables.yml";
    private static final String CHECK = "{ column: quantity, required: true, min: 1, max: 10000, on_failure: %s }";

    private final Path tables;
    private final DynamoDbClient dynamodb;
    private final AtomicInteger written = new AtomicInteger();

    public PoisonOrders(Path tables, DynamoDbClient dynamodb) {
        this.tables = tables;
        this.dynamodb = dynamodb;
    }

    /** Writes the shipped tables, with a check that rejects instead of flagging; to be called before the fleet starts. */
    public static void writeRejectingTables(Path tables) {
        write(tables, "reject");
    }

    /** Writes the fix: from the next start of the transformer on, such an order is flagged and not rejected. */
    void writeFixedTables() {
        write(tables, "flag");
    }

    public void write(int orders) {
        for (int i = 0; i < orders; i++) {
            Map<String, AttributeValue> item = item("poison-" + written.get(), Instant.now());
            dynamodb.putItem(put -> put.tableName("CustomerOrders").item(item));
            written.incrementAndGet();
        }
    }

    public int written() {
        return written.get();
    }

    private static Map<String, AttributeValue> item(String id, Instant now) {
        return Map.of(
                "order_id", AttributeValue.fromS(id),
                "quantity", AttributeValue.fromN("0"),
                "price", AttributeValue.fromN("1"),
                "order_date",
                        AttributeValue.fromS(
                                now.atZone(ZoneOffset.UTC).toLocalDate().toString()),
                "updated_at", AttributeValue.fromN(Long.toString(now.toEpochMilli())),
                "version", AttributeValue.fromN("1"));
    }

    private static void write(Path tables, String onFailure) {
        try (InputStream shipped = Objects.requireNonNull(PoisonOrders.class.getResourceAsStream(SHIPPED))) {
            String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            String check = CHECK.formatted("flag");
            if (!text.contains(check)) {
                throw new IllegalStateException("Expected the shipped tables to check " + check);
            }
            Files.createDirectories(tables.getParent());
            Files.writeString(tables, text.replace(check, CHECK.formatted(onFailure)));
        } catch (IOException e) {
            throw new UserError("Cannot write " + tables + ": " + e.getMessage(), e);
        }
    }
}
