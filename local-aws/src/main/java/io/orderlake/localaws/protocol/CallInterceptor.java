package io.orderlake.localaws.protocol;

import java.util.Map;

/**
 * Sees every call of Kinesis, Firehose and CloudWatch and decides whether it is answered. The product lets all calls
 * pass, as the defaults do; the harness injects faults here.
 */
public interface CallInterceptor {

    /** What becomes of a call. */
    enum Outcome {
        PASS,
        /** Close the connection without an answer. */
        DROP,
        /** Close the connection after half of the answer. */
        CUT
    }

    /** Lets all calls pass. */
    CallInterceptor PASSING = new CallInterceptor() {};

    /** Called before the service. A {@link ServiceError} that it throws is the answer; {@code CUT} is not allowed. */
    default Outcome before(Call call) {
        return Outcome.PASS;
    }

    /** Called once the service has answered; not called for an error. */
    default Outcome after(Call call, int requestBytes, int answerBytes) {
        return Outcome.PASS;
    }

    /** Whether an entry of a call that puts records is refused; asked once for each entry. */
    default boolean refusesEntry(Call call) {
        return false;
    }

    /** Admin calls of its own, by method and path below {@code /_admin/}, such as {@code GET faults}. */
    default Map<String, AdminCall> adminCalls() {
        return Map.of();
    }
}
