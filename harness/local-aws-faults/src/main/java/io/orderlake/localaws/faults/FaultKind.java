package io.orderlake.localaws.faults;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can go wrong on demand; the name at the admin endpoint is the constant's, in lower case with hyphens. */
public enum FaultKind {
    /** An entry inside a PutRecords, PutRecord or PutRecordBatch is refused; drawn once per entry. */
    REFUSE_ENTRIES,
    /** The call is answered with status 500 and has no effect. */
    INTERNAL_ERROR,
    /** The call is refused as one too many, under the service's own name for it, and has no effect. */
    THROTTLE,
    /** The call waits before it has its effect. */
    LATENCY,
    /** The call has its effect, then the connection closes without an answer. */
    TIMEOUT_AFTER_EFFECT,
    /** The call has its effect, then the connection closes in the middle of the answer. */
    CUT_ANSWER,
    /** GetRecords finds its iterator expired. */
    EXPIRED_ITERATOR,
    /** The connection closes without an answer and the call has no effect. */
    DROP_CONNECTION,
    /** A new connection to DynamoDB or S3 is reset before any call. */
    REFUSE_CONNECTION;

    @JsonValue
    public String externalName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FaultKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.externalName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Cannot inject fault: expected one of "
                        + Arrays.stream(values()).map(FaultKind::externalName).collect(Collectors.joining(", "))
                        + " but was " + name));
    }
}
