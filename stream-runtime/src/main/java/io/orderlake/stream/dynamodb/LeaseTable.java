package io.orderlake.stream.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The table of a service's leases: text keys {@code pk} and {@code sk}, and a time to live on {@code expires_at}. */
record LeaseTable(DynamoDbClient dynamodb, String name) {

    void createIfMissing() {
        if (exists()) {
            return;
        }
        boolean created = create();
        dynamodb.waiter().waitUntilTableExists(table -> table.tableName(name));
        if (created) {
            dynamodb.updateTimeToLive(table -> table.tableName(name)
                    .timeToLiveSpecification(live -> live.enabled(true).attributeName(LeaseItem.EXPIRES_AT)));
        }
    }

    private boolean exists() {
        try {
            dynamodb.describeTable(table -> table.tableName(name));
            return true;
        } catch (ResourceNotFoundException missing) {
            return false;
        }
    }

    // False where another instance was faster.
    private boolean create() {
        CreateTableRequest request = CreateTableRequest.builder()
                .tableName(name)
                .attributeDefinitions(text(LeaseItem.PARTITION_KEY), text(LeaseItem.SORT_KEY))
                .keySchema(key(LeaseItem.PARTITION_KEY, KeyType.HASH), key(LeaseItem.SORT_KEY, KeyType.RANGE))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .build();
        try {
            dynamodb.createTable(request);
            return true;
        } catch (ResourceInUseException faster) {
            return false;
        }
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
