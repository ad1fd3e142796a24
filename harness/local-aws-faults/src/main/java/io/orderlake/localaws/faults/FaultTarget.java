package io.orderlake.localaws.faults;

import io.orderlake.localaws.protocol.Call;
import org.jspecify.annotations.Nullable;

/**
 * What a fault may be confined to of a call.
 *
 * @param service {@code kinesis}, {@code firehose}, {@code dynamodb} or {@code s3}
 * @param client the application that the caller's SDK names in its user agent
 */
public record FaultTarget(
        String service,
        String operation,
        @Nullable String stream,
        @Nullable String client) {

    public static FaultTarget of(Call call) {
        return new FaultTarget(call.service(), call.operation(), call.stream(), call.client());
    }

    /** A connection on which no call has been made yet. */
    public static FaultTarget connection(String service) {
        return new FaultTarget(service, "", null, null);
    }
}
