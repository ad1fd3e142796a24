package io.orderlake.proof.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Passes the body of a successful response to the caller unparsed, and an empty object to the SDK. The SDK would unmarshal
 * thousands of attributes into maps, which costs several times more than parsing the body. The SDK still signs, retries and
 * handles errors.
 */
public final class AnswerBody implements ExecutionInterceptor {

    /** Set on a request whose response body the caller wants; receives the body. */
    public static final ExecutionAttribute<AtomicReference<byte[]>> TAKEN =
            new ExecutionAttribute<>("OrderlakeAnswerBody");

    private static final String CHECKSUM = "x-amz-crc32";
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        AtomicReference<byte[]> taken = attributes.getAttribute(TAKEN);
        Optional<InputStream> content = context.responseBody();
        if (taken == null || content.isEmpty() || !context.httpResponse().isSuccessful()) {
            return content;
        }
        try (InputStream in = content.get()) {
            byte[] body = in.readAllBytes();
            context.httpResponse().firstMatchingHeader(CHECKSUM).ifPresent(sum -> check(body, sum));
            taken.set(body);
            return Optional.of(new ByteArrayInputStream(NOTHING));
        } catch (IOException e) {
            throw RetryableException.create("Cannot read an answer of DynamoDB: " + e.getMessage(), e);
        }
    }

    /** Removes the checksum, because it belongs to the body that the SDK no longer sees. */
    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        SdkHttpResponse response = context.httpResponse();
        return attributes.getAttribute(TAKEN) == null || !response.isSuccessful()
                ? response
                : response.toBuilder().removeHeader(CHECKSUM).build();
    }

    private static void check(byte[] body, String sum) {
        CRC32 actual = new CRC32();
        actual.update(body);
        if (!Long.toString(actual.getValue()).equals(sum)) {
            throw RetryableException.create("Cannot read an answer of DynamoDB: expected a body with checksum " + sum
                    + " but was " + actual.getValue());
        }
    }
}
