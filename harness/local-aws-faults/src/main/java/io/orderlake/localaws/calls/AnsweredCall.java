package io.orderlake.localaws.calls;

import org.jspecify.annotations.Nullable;

/**
 * What calls are told apart by.
 *
 * @param client the application that the caller's SDK names
 * @param service {@code kinesis}, {@code firehose}, {@code dynamodb}, {@code dynamodbstreams}, {@code s3} or the like
 * @param resource stream, table, or bucket and first folder, as far as the call says
 */
public record AnsweredCall(
        @Nullable String client,
        String service,
        String operation,
        @Nullable String resource) {}
