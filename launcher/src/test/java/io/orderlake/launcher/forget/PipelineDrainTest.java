package io.orderlake.launcher.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.paginators.ScanIterable;

class PipelineDrainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final Map<String, List<Map<String, AttributeValue>>> leases = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Instant now = START;
    private Runnable atPause = () -> {};
    private final PipelineDrain drained = new PipelineDrain(new LeaseTables(), () -> now, () -> {
        now = now.plusSeconds(1);
        atPause.run();
    });

    @Test
    void eachServiceIsAwaitedAfterTheOneBeforeIt() {
        proven("orderlake-relay", "a", START);
        proven("orderlake-transformer", "b", START);
        proven("orderlake-ledger", "c", START);
        atPause = () -> {
            proven("orderlake-relay", "a", now);
            proven("orderlake-transformer", "b", now.minusSeconds(2));
            proven("orderlake-ledger", "c", now.minusSeconds(4));
        };

        await();

        // Ten seconds for the table's stream, then the delays of the two services.
        assertThat(now).isEqualTo(START.plusSeconds(10 + 2 + 4));
        assertThat(asked.indexOf("orderlake-transformer")).isEqualTo(asked.lastIndexOf("orderlake-relay") + 1);
        assertThat(asked.indexOf("orderlake-ledger")).isEqualTo(asked.lastIndexOf("orderlake-transformer") + 1);
    }

    @Test
    void finishedShardsAndServicesThatAreNotDeployedAreNotAwaited() {
        leases.put(
                "orderlake-ledger",
                new ArrayList<>(List.of(Map.of("sk", fromS("shard#old"), "finished", fromBool(true)))));

        await();

        assertThat(now).isEqualTo(START);
    }

    @Test
    void leasesOfTheBronzeWriterAreNotAwaited() {
        leases.put(
                "orderlake-ledger",
                new ArrayList<>(List.of(
                        Map.of("pk", fromS("bronze"), "sk", fromS("shard#orders"), "finished", fromBool(false)))));

        await();

        assertThat(now).isEqualTo(START);
    }

    @Test
    void theErrorNamesAShardThatStaysBehind() {
        proven("orderlake-transformer", "slow", START.minusSeconds(1));

        assertThatThrownBy(this::await)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("shard slow of orderlake-transformer is behind")
                .hasMessageContaining("Nothing was changed");
    }

    private void await() {
        ConsoleProgress silent = new ConsoleProgress(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
        drained.await(PATIENCE, silent);
    }

    private void proven(String table, String shard, Instant at) {
        leases.put(
                table,
                new ArrayList<>(List.of(Map.of(
                        "sk",
                        fromS("shard#" + shard),
                        "finished",
                        fromBool(false),
                        "proven_at",
                        fromN(String.valueOf(at.toEpochMilli()))))));
    }

    private final class LeaseTables implements DynamoDbClient {
        @Override
        public ScanResponse scan(ScanRequest request) {
            asked.add(request.tableName());
            List<Map<String, AttributeValue>> items = leases.get(request.tableName());
            if (items == null) {
                throw ResourceNotFoundException.builder().build();
            }
            return ScanResponse.builder().items(items).build();
        }

        @Override
        public ScanIterable scanPaginator(ScanRequest request) {
            return new ScanIterable(this, request);
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
