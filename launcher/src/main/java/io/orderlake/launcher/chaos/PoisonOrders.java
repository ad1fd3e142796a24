package io.orderlake.launcher.chaos;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.fleet.Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.json.JsonMapper;

/** Orders that are rejected until the tables file is mended, and the redrive that lands them then. */
final class PoisonOrders {

    private static final String SHIPPED = "/orderlake-tables.yml";
    private static final String CHECK = "{ column: quantity, required: true, min: 1, max: 10000, on_failure: %s }";
    private static final Duration REDRIVE_LIMIT = Duration.ofSeconds(60);

    private final Path tables;
    private final DynamoDbClient dynamodb;
    private final Instances instances;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicLong redriven = new AtomicLong();

    PoisonOrders(Path tables, DynamoDbClient dynamodb, Instances instances) {
        this.tables = tables;
        this.dynamodb = dynamodb;
        this.instances = instances;
    }

    /** Writes the shipped tables with a check that rejects, before the fleet starts. */
    static void plant(Path tables) {
        write(tables, "reject");
    }

    /** The fix: what was rejected is flagged from the next start on. */
    void mend() {
        write(tables, "flag");
    }

    void write(int orders) {
        for (int i = 0; i < orders; i++) {
            Map<String, AttributeValue> item = item("poison-" + written.get(), Instant.now());
            dynamodb.putItem(put -> put.tableName("CustomerOrders").item(item));
            written.incrementAndGet();
        }
    }

    /** Has a relay send all rejects again that were not sent again yet; how many it did. */
    long redrive(int relay) {
        Http.Answer answer = Http.post(port(relay), "/redrive", "", REDRIVE_LIMIT);
        if (!answer.ok()) {
            throw new UserError("The relay did not redrive: status " + answer.status() + ", " + answer.body());
        }
        long sent = new JsonMapper().readTree(answer.body()).path("rejects").asLong();
        redriven.addAndGet(sent);
        return sent;
    }

    /** The same, without waiting for it. */
    void beginRedrive(int relay) {
        int port = port(relay);
        Thread call = new Thread(() -> Http.post(port, "/redrive", "", REDRIVE_LIMIT), "redrive");
        call.setDaemon(true);
        call.start();
    }

    int written() {
        return written.get();
    }

    /** Rejects sent again, those whose relay was killed meanwhile not counted. */
    long redriven() {
        return redriven.get();
    }

    private int port(int relay) {
        return instances.process(Service.STREAM_RELAY, relay).port();
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
