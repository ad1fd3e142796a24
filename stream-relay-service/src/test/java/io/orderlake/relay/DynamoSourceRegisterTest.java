package io.orderlake.relay;

import io.orderlake.stream.aws.TestAws;
import io.orderlake.stream.dynamodb.DynamoLeases;
import org.junit.jupiter.api.BeforeAll;

/** The register beside real leases, in the table that they create. */
class DynamoSourceRegisterTest extends SourceRegisterContract {

    private static final String TABLE = "register-contract";

    @BeforeAll
    static void createTable() {
        new DynamoLeases(TestAws.clients().dynamodb(), TABLE, "stream", () -> RelayFixtures.NOW).createIfMissing();
    }

    @Override
    protected SourceRegister register() {
        return new DynamoSourceRegister(TestAws.clients().dynamodb(), TABLE);
    }
}
