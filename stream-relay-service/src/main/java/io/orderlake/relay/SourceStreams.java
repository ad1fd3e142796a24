package io.orderlake.relay;

import io.orderlake.relay.StreamSuccession.TableStream;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table's streams, as DynamoDB lists them. */
record SourceStreams(DynamoDbClient dynamodb, DynamoDbStreamsClient streams, StreamSuccession succession) {

    /**
     * The ARN of the stream to read now.
     *
     * @throws StreamFailure of kind set-up where the table's stream is switched off or carries no new images
     */
    String toRead(String table) {
        String current = current(table);
        List<TableStream> all = new ArrayList<>(listed(table));
        all.removeIf(stream -> stream.id().equals(current));
        all.sort(Comparator.comparing(TableStream::since));
        all.add(stream(current));
        return succession.toRead(table, all).id();
    }

    private String current(String source) {
        TableDescription table =
                dynamodb.describeTable(d -> d.tableName(source)).table();
        @Nullable String streamArn = table.latestStreamArn();
        // A table whose stream was switched off keeps the stream's name for a day, and has no specification.
        @Nullable StreamSpecification specification = table.streamSpecification();
        if (streamArn == null || specification == null || !Boolean.TRUE.equals(specification.streamEnabled())) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot relay table " + source + ": expected its stream to be enabled but it is not");
        }
        requireNewImages(source, specification.streamViewType());
        return streamArn;
    }

    private static void requireNewImages(String source, @Nullable StreamViewType viewType) {
        if (viewType != StreamViewType.NEW_AND_OLD_IMAGES && viewType != StreamViewType.NEW_IMAGE) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot relay table " + source
                            + ": expected its stream to carry NEW_AND_OLD_IMAGES or NEW_IMAGE but was " + viewType);
        }
    }

    private List<TableStream> listed(String table) {
        List<TableStream> listed = new ArrayList<>();
        @Nullable String from = null;
        do {
            ListStreamsResponse page = streams.listStreams(ListStreamsRequest.builder()
                    .tableName(table)
                    .exclusiveStartStreamArn(from)
                    .build());
            page.streams().forEach(stream -> listed.add(stream(stream.streamArn())));
            from = page.lastEvaluatedStreamArn();
        } while (from != null);
        return listed;
    }

    // A stream's label, the end of its ARN, is the time of its beginning.
    private static TableStream stream(String arn) {
        return new TableStream(arn, Instant.parse(arn.substring(arn.lastIndexOf('/') + 1) + "Z"));
    }
}
