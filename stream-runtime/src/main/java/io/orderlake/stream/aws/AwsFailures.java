package io.orderlake.stream.aws;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Decides the kind of a failure of an AWS call. A failure of anything else is a bug. */
public final class AwsFailures {

    // Another writer was faster. The data must be read again before the next decision.
    private static final Set<String> CONFLICTS = Set.of(
            "ConditionalCheckFailedException",
            "TransactionConflictException",
            "TransactionInProgressException",
            "ReplicatedWriteConflictException",
            "OperationAborted",
            "ConditionalRequestConflict");

    // Each is a 400 that goes away by itself.
    private static final Set<String> PASSING = Set.of(
            "LimitExceededException",
            "ResourceInUseException",
            "ExpiredTokenException",
            "ExpiredToken",
            "RequestExpired",
            "KMSThrottlingException",
            "RequestTimeout",
            "RequestTimeoutException");

    private AwsFailures() {}

    /**
     * The kind of a failure, taken from the outermost exception that has one: a {@link StreamFailure} or one of the AWS
     * SDK. A failure without either is a bug.
     */
    public static FailureKind kindOf(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamFailure known) {
                return known.kind();
            }
            if (cause instanceof SdkException sdk) {
                return passes(sdk) ? FailureKind.TRANSIENT : FailureKind.SETUP;
            }
        }
        return FailureKind.BUG;
    }

    // Other refusals mean that the call is wrong for this stream, table or bucket, or is not permitted.
    private static boolean passes(SdkException failure) {
        if (!(failure instanceof SdkServiceException refused)) {
            return true; // There was no answer: a timeout or a broken connection.
        }
        return refused.statusCode() >= 500
                || refused.statusCode() == 409
                || refused instanceof TransactionCanceledException
                || RetryUtils.isThrottlingException(refused)
                || RetryUtils.isClockSkewException(refused)
                || passes(code(refused));
    }

    private static boolean passes(String code) {
        return CONFLICTS.contains(code) || PASSING.contains(code);
    }

    private static String code(SdkServiceException refused) {
        @Nullable AwsErrorDetails details = refused instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
        @Nullable String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }
}
