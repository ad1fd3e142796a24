package io.orderlake.stream.aws;

import static io.orderlake.stream.FailureKind.BUG;
import static io.orderlake.stream.FailureKind.POISON;
import static io.orderlake.stream.FailureKind.SETUP;
import static io.orderlake.stream.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class AwsFailuresTest {

    @ParameterizedTest
    @MethodSource
    void tellsKindsApart(Throwable failure, FailureKind kind) {
        assertThat(AwsFailures.kindOf(failure)).isEqualTo(kind);
    }

    static Stream<Arguments> tellsKindsApart() {
        SdkClientException refused = SdkClientException.create("no connection", new ConnectException("refused"));
        return Stream.of(
                Arguments.of(
                        coded(KinesisException.builder(), 400, "ProvisionedThroughputExceededException"), TRANSIENT),
                Arguments.of(coded(KinesisException.builder(), 400, "LimitExceededException"), TRANSIENT),
                Arguments.of(coded(DynamoDbException.builder(), 400, "ThrottlingException"), TRANSIENT),
                Arguments.of(coded(DynamoDbException.builder(), 400, "ConditionalCheckFailedException"), TRANSIENT),
                Arguments.of(
                        coded(TransactionCanceledException.builder(), 400, "TransactionCanceledException"), TRANSIENT),
                Arguments.of(coded(S3Exception.builder(), 503, "SlowDown"), TRANSIENT),
                Arguments.of(coded(S3Exception.builder(), 500, "InternalError"), TRANSIENT),
                Arguments.of(coded(S3Exception.builder(), 409, "ConditionalRequestConflict"), TRANSIENT),
                Arguments.of(refused, TRANSIENT),
                Arguments.of(ApiCallTimeoutException.create(10), TRANSIENT),
                Arguments.of(new CompletionException(refused), TRANSIENT),
                Arguments.of(coded(KinesisException.builder(), 400, "ResourceNotFoundException"), SETUP),
                Arguments.of(coded(KinesisException.builder(), 400, "InvalidArgumentException"), SETUP),
                Arguments.of(coded(DynamoDbException.builder(), 400, "ValidationException"), SETUP),
                Arguments.of(coded(DynamoDbException.builder(), 400, "AccessDeniedException"), SETUP),
                Arguments.of(coded(S3Exception.builder(), 404, "NoSuchBucket"), SETUP),
                Arguments.of(coded(S3Exception.builder(), 403, "AccessDenied"), SETUP),
                Arguments.of(S3Exception.builder().statusCode(404).build(), SETUP),
                Arguments.of(new StreamFailure(SETUP, "lanes disagree"), SETUP),
                Arguments.of(new IllegalStateException(new StreamFailure(POISON, "bad", refused)), POISON),
                Arguments.of(new IllegalStateException("ours"), BUG),
                Arguments.of(new UncheckedIOException(new ConnectException("not AWS")), BUG),
                Arguments.of(new StackOverflowError(), BUG));
    }

    private static AwsServiceException coded(AwsServiceException.Builder builder, int status, String code) {
        return builder.statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
