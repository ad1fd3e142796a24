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
 * Waits until all that was under way has landed: each service in the order of a record's way proves, on the leases of its
 * shards, up to when all that arrived is durable behind it.
 */
public final class PipelineDrain {

    /** A table's stream may tell a change that late. */
    private static final Duration STREAM_DELAY = Duration.ofSeconds(10);

    private static final List<String> HOPS = List.of("orderlake-relay", "orderlake-transformer", "orderlake-ledger");
    private static final String SHARD = "shard#";

    /** Leases of the tables that follow the ledger: no change passes by them on its way. */
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

    /** @throws UserError where it takes longer than the patience */
    public void await(Duration patience, ConsoleProgress progress) {
        Instant end = clock.instant().plus(patience);
        Instant moment = clock.instant().plus(STREAM_DELAY);
        for (String hop : HOPS) {
            for (Optional<String> behind = behind(hop, moment); behind.isPresent(); behind = behind(hop, moment)) {
                if (clock.instant().isAfter(end)) {
                    throw new UserError(
                            "Cannot forget yet: what was under way has not landed after "
                                    + patience.toSeconds() + " s, for shard " + behind.get() + " of " + hop
                                    + " is behind. Nothing was changed; look at ./orderlake status, or give it more time by --wait");
                }
                progress.live("Waiting until what is under way has landed: " + hop);
                pause.run();
            }
            moment = clock.instant();
        }
    }

    /** A shard that is not proven up to that moment; a service that is not there has no leases. */
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
                    .map(lease -> lease.getOrDefault("sk", AttributeValue.fromS(SHARD + "?"))
                            .s()
                            .substring(SHARD.length()))
                    .findFirst();
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean isProven(Map<String, AttributeValue> lease, Instant moment) {
        @Nullable AttributeValue finished = lease.get("finished");
        @Nullable AttributeValue proven = lease.get("proven_at");
        return (finished != null && Boolean.TRUE.equals(finished.bool()))
                || (proven != null && Long.parseLong(proven.n()) >= moment.toEpochMilli());
    }
}
