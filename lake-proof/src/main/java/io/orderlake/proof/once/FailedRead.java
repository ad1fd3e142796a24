package io.orderlake.proof.once;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Remembers which request of a client failed last: the messages of AWS often do not name the table, stream or object. */
public final class FailedRead implements ExecutionInterceptor {

    private static final List<String> NAMES = List.of("TableName", "StreamArn", "Bucket", "Prefix", "Key", "ShardId");

    private volatile String what = "";

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        what = describe(context.request());
    }

    /** The request that failed last, for example {@code Scan (TableName CustomerOrders)}; empty if none failed. */
    public String what() {
        return what;
    }

    private static String describe(SdkRequest request) {
        StringBuilder names = new StringBuilder();
        for (String name : NAMES) {
            request.getValueForField(name, Object.class)
                    .filter(String.class::isInstance)
                    .ifPresent(value -> names.append(names.isEmpty() ? "" : ", ")
                            .append(name)
                            .append(' ')
                            .append(value));
        }
        String operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
        return names.isEmpty() ? operation : operation + " (" + names + ")";
    }
}
