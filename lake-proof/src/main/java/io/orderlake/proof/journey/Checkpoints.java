package io.orderlake.proof.journey;

import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** How far services have read, according to their leases. */
record Checkpoints(DynamoDbClient dynamodb) {

    /** Whether the service that owns a lease table has made a record durable downstream. */
    boolean passed(String leaseTable, String stream, String shardId, String sequence) {
        Map<String, AttributeValue> lease;
        try {
            lease = dynamodb.getItem(get -> get.tableName(leaseTable)
                            .key(Map.of(
                                    "pk", AttributeValue.fromS(stream), "sk", AttributeValue.fromS("shard#" + shardId)))
                            .consistentRead(true))
                    .item();
        } catch (ResourceNotFoundException notYet) {
            return false;
        }
        @Nullable AttributeValue checkpoint = lease.get("checkpoint");
        return checkpoint != null && new BigInteger(checkpoint.s()).compareTo(new BigInteger(sequence)) >= 0;
    }
}
