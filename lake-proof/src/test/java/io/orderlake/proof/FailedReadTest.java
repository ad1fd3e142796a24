package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.once.FailedRead;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

class FailedReadTest {

    private final FailedRead failed = new FailedRead();

    @Test
    void theReadThatFailedLastIsNamed() {
        assertThat(failed.what()).isEmpty();
        assertThat(whatFails(ScanRequest.builder().tableName("CustomerOrders").build()))
                .isEqualTo("Scan (TableName CustomerOrders)");
        assertThat(whatFails(GetObjectRequest.builder()
                        .bucket("lake")
                        .key("landing/x")
                        .build()))
                .isEqualTo("GetObject (Bucket lake, Key landing/x)");
        assertThat(whatFails(DescribeStreamRequest.builder()
                        .streamArn("arn:aws:dynamodb:x")
                        .build()))
                .isEqualTo("DescribeStream (StreamArn arn:aws:dynamodb:x)");
        assertThat(whatFails(GetRecordsRequest.builder().shardIterator("secret").build()))
                .isEqualTo("GetRecords");
    }

    private String whatFails(SdkRequest request) {
        failed.onExecutionFailure(new Failure(request), new ExecutionAttributes());
        return failed.what();
    }

    private record Failure(SdkRequest request) implements Context.FailedExecution {

        @Override
        public Throwable exception() {
            return new IllegalStateException("denied");
        }

        @Override
        public Optional<SdkHttpRequest> httpRequest() {
            return Optional.empty();
        }

        @Override
        public Optional<SdkHttpResponse> httpResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SdkResponse> response() {
            return Optional.empty();
        }
    }
}
