package io.orderlake.launcher.forget;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Sleep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Waits until every change that is in the pipeline has landed. Each service writes to the leases of its shards up to which time all
 * records that arrived are durable behind it; the services are checked in the order in which a record passes them.
 */
public final class PipelineDrain {

    /** A table's stream may deliver a change this late. */
    private static final Duration STREAM_DELAY = Duration.ofSeconds(10);

    private static final List<String> HOPS = List.of("orderlake-relay", "orderlake-transformer", "orderlake-ledger");
    private static final String SHARD = "shard#";

    /** Leases of the bronze writer are ignored: it follows the ledger, so no change is in transit there. */
    private static final AttributeValue BRONZE = AttributeValue.fromS("bronze");

    private final DynamoDbClient dynamodb;
    private final InstantSource clock;
    private final Runnable pause;

    public PipelineDrain(DynamoDbClient dynamodb) {
        this(dynamodb, InstantSource.system(), Sleep::untilNextPoll);
    }

    PipelineDrain(DynamoDbClient dynamodb, InstantSource clock, Runnable pause) {
        this.dynamodb = dynamodb;
        this.clock = clock;
        this.pause = pause;
    }

    /** @throws UserError if it takes longer than the limit */
    public void await(Duration limit, ConsoleProgress progress) {
        Instant end = clock.instant().plus(limit);
        Instant moment = clock.instant().plus(STREAM_DELAY);
        for (String hop : HOPS) {
            for (Optional<String> behind = behind(hop, moment); behind.isPresent(); behind = behind(hop, moment)) {
                if (clock.instant().isAfter(end)) {
                    throw notDrained(behind.get(), hop, limit);
                }
                progress.live("Waiting until the changes in the pipeline have landed: " + hop);
                pause.run();
            }
            moment = clock.instant();
        }
    }

    /** A shard that is not proven up to that time; empty if the service is not deployed and has no leases. */
    private Optional<String> behind(String hop, Instant moment) {
        ScanRequest scan = ScanRequest.builder()
                .tableName(hop)
                .consistentRead(true)
                .filterExpression("begins_with(sk, :shard)")
                .expressionAttributeValues(Map.of(":shard", AttributeValue.fromS(SHARD)))
                .build();
        try {
            return dynamodb.scanPaginator(scan).items().stream()
                    .filter(lease -> !BRONZE.equals(lease.get("pk")) && !isProven(lease, moment))
                    .map(PipelineDrain::shard)
                    .findFirst();
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String shard(Map<String, AttributeValue> lease) {
        return lease.getOrDefault("sk", AttributeValue.fromS(SHARD + "?")).s().substring(SHARD.length());
    }

    private static UserError notDrained(String shard, String hop, Duration limit) {
        return new UserError("Cannot forget yet: the changes in the pipeline have not landed after " + limit.toSeconds()
                + " s, because shard " + shard + " of " + hop
                + " is behind. Nothing was changed. See ./orderlake status, or allow more time with --wait");
    }

    private static boolean isProven(Map<String, AttributeValue> lease, Instant moment) {
        @Nullable AttributeValue finished = lease.get("finished");
        @Nullable AttributeValue proven = lease.get("proven_at");
        return (finished != null && Boolean.TRUE.equals(finished.bool()))
                || (proven != null && Long.parseLong(proven.n()) >= moment.toEpochMilli());
    }
}
