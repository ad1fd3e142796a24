package io.orderlake.orderwriter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.orderwriter.table.OrderTableSettings;
import io.orderlake.orderwriter.table.OrderTables;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One DynamoDB Local for all tests of the module; the first test that needs it starts it, and it ends with this JVM. */
public final class TestOrderTables {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private TestOrderTables() {}

    public static URI endpoint() {
        return Started.ENDPOINT;
    }

    public static DynamoDbClient client() {
        return Started.CLIENT;
    }

    /** Names that no other test uses; the tables do not exist yet. */
    public static OrderTableSettings unusedNames() {
        int n = NAMES.incrementAndGet();
        return new OrderTableSettings("Orders" + n, "OrderVersions" + n, "OrderIdempotency" + n);
    }

    public static OrderTableSettings freshTables() {
        OrderTableSettings tables = unusedNames();
        new OrderTables(client(), tables).createMissing();
        return tables;
    }

    /** A counter that no test reads. */
    public static Counter uncounted() {
        return new SimpleMeterRegistry().counter("uncounted");
    }

    private static final class Started {
        static final URI ENDPOINT = start();
        static final DynamoDbClient CLIENT = new AwsClients(AwsSettings.at(ENDPOINT)).dynamodb();

        private static URI start() {
            try {
                Path state = Files.createTempDirectory(Path.of("target"), "local-aws");
                return LocalAwsGroup.start(state, LocalAwsGroup.Tables.IN_MEMORY)
                        .endpoints()
                        .dynamodb();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("Interrupted while local-aws started", e);
            }
        }
    }
}
