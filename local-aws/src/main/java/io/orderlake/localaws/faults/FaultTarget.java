package io.orderlake.localaws.faults;

import org.jspecify.annotations.Nullable;

/** A call, as far as a fault may be confined to it. */
public interface FaultTarget {

    /** {@code kinesis}, {@code firehose}, {@code dynamodb} or {@code s3}. */
    String service();

    String operation();

    @Nullable String stream();

    /** The application that the caller's SDK names in its user agent; it takes the name from {@code AWS_SDK_UA_APP_ID}. */
    @Nullable String client();
}
