package io.orderlake.orderwriter.generator;

import io.micrometer.core.instrument.Counter;
import io.orderlake.orderwriter.table.OrderItem;
import io.orderlake.orderwriter.table.OrderTable;
import io.orderlake.orderwriter.table.OrderTableSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes batches of generated orders until DynamoDB has acknowledged every one of them. Only the generator writes
 * orders with its prefix, so puts need no condition, and a repeated put changes nothing.
 */
final class BatchWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final long FIRST_BACKOFF_MILLIS = 50;
    private static final long MAX_BACKOFF_MILLIS = 5_000;
    private static final Set<String> TRANSIENT = Set.of(
            "None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded");

    private final DynamoDbClient dynamodb;
    private final OrderTableSettings tables;
    private final Counter changes;

    BatchWriter(DynamoDbClient dynamodb, OrderTableSettings tables, Counter changes) {
        this.dynamodb = dynamodb;
        this.tables = tables;
        this.changes = changes;
    }

    /** Returns when all writes are acknowledged; throws errors that a repetition does not repair. A batch may contain each
     * order only once. */
    void write(List<GeneratedWrite> batch) throws InterruptedException {
        List<WriteRequest> puts = batch.stream()
                .filter(write -> !write.isDelete())
                .map(write -> WriteRequest.builder()
                        .putRequest(put -> put.item(OrderItem.of(write.order())))
                        .build())
                .toList();
        List<TransactWriteItem> deletes = batch.stream()
                .filter(GeneratedWrite::isDelete)
                .flatMap(write -> OrderTable.deletion(tables, write.order()).stream())
                .toList();
        put(puts);
        delete(deletes);
        changes.increment(batch.size());
    }

    private void put(List<WriteRequest> puts) throws InterruptedException {
        List<WriteRequest> left = puts;
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            backOff(attempt);
            try {
                Map<String, List<WriteRequest>> request = Map.of(tables.name(), left);
                left = dynamodb.batchWriteItem(write -> write.requestItems(request))
                        .unprocessedItems()
                        .getOrDefault(tables.name(), List.of());
            } catch (SdkException e) {
                rethrowUnlessTransient(e);
            }
        }
    }

    private void delete(List<TransactWriteItem> deletes) throws InterruptedException {
        // One token for all attempts: if a transaction was done but its answer was lost, DynamoDB acknowledges the
        // repetition.
        String token = UUID.randomUUID().toString();
        boolean done = deletes.isEmpty();
        for (int attempt = 0; !done; attempt++) {
            backOff(attempt);
            try {
                dynamodb.transactWriteItems(
                        write -> write.transactItems(deletes).clientRequestToken(token));
                done = true;
            } catch (SdkException e) {
                rethrowUnlessTransient(e);
            }
        }
    }

    private static void rethrowUnlessTransient(SdkException e) {
        if (!isTransient(e)) {
            throw e;
        }
        LOG.atWarn()
                .addKeyValue("cause", e.getMessage())
                .log("DynamoDB refused a batch of the generator; it is repeated");
    }

    private static boolean isTransient(SdkException e) {
        if (e instanceof TransactionCanceledException cancelled) {
            return cancelled.cancellationReasons().stream()
                    .map(CancellationReason::code)
                    .allMatch(TRANSIENT::contains);
        }
        if (e instanceof SdkServiceException service) {
            return service.statusCode() >= 500 || service.isThrottlingException();
        }
        return e instanceof SdkClientException;
    }

    private static void backOff(int attempt) throws InterruptedException {
        if (attempt > 0) {
            long max = Math.min(MAX_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(attempt, 10));
            Thread.sleep(ThreadLocalRandom.current().nextLong(max / 2, max + 1));
        }
    }
}
