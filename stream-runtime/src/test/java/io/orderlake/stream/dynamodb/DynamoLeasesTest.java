package io.orderlake.stream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases;
import io.orderlake.stream.LeasesContract;
import io.orderlake.stream.Shard;
import io.orderlake.stream.aws.TestAws;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoLeasesTest extends LeasesContract {

    private static final String TABLE = "leases-" + UUID.randomUUID();

    private final DynamoDbClient dynamodb = TestAws.clients().dynamodb();
    private final String stream = "stream-" + UUID.randomUUID();
    private final DynamoLeases leases = new DynamoLeases(dynamodb, TABLE, stream, InstantSource.system());

    @BeforeEach
    void createTable() {
        leases.createIfMissing();
    }

    @AfterEach
    void close() {
        dynamodb.close();
    }

    @Override
    protected Leases leases() {
        return leases;
    }

    @Override
    protected String stream() {
        return stream;
    }

    @Test
    void anExistingTableIsNotChanged() {
        leases.add(new Shard("s0", Set.of()));

        leases.createIfMissing();

        assertThat(leases.all()).hasSize(1);
    }

    @Test
    void attributesOfOthersOnALeaseSurviveEveryChange() {
        leases.add(new Shard("s0", Set.of()));
        dynamodb.updateItem(update -> update.tableName(TABLE)
                .key(key("shard#s0"))
                .updateExpression("SET last_claim = :seven")
                .expressionAttributeValues(Map.of(":seven", fromN("7"))));

        Lease held = leases.take(leases.all().get(0), "a").orElseThrow();
        assertThat(leases.renew(held)).isPresent();
        assertThat(leases.checkpoint(held, "1", true)).isPresent();
        leases.release(held);
        leases.add(new Shard("s0", Set.of()));

        Map<String, AttributeValue> item = dynamodb.getItem(
                        get -> get.tableName(TABLE).key(key("shard#s0")))
                .item();
        assertThat(item).containsEntry("last_claim", fromN("7"));
    }

    @Test
    void otherItemsOfTheStreamAreNoLeases() {
        dynamodb.putItem(put -> put.tableName(TABLE).item(key("watermark#s0")));

        assertThat(leases.all()).isEmpty();
        assertThat(leases.beats()).isEmpty();
    }

    private Map<String, AttributeValue> key(String sk) {
        return Map.of("pk", fromS(stream), "sk", fromS(sk));
    }
}
