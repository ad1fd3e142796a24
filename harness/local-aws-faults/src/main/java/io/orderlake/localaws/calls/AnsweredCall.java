package io.orderlake.localaws.calls;

import org.jspecify.annotations.Nullable;

/**
 * The kind of a call, by which calls are counted.
 *
 * @param client the application that the caller's SDK names
 * @param service {@code kinesis}, {@code firehose}, {@code dynamodb}, {@code dynamodbstreams}, {@code s3} or the like
 * @param resource stream, table, or bucket and first folder, if the call names one
 */
public record AnsweredCall(
        @Nullable String client,
        String service,
        String operation,
        @Nullable String resource) {}
