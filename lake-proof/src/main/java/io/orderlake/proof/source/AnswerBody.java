package io.orderlake.proof.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Hands a good answer's body to the caller as it came, and an empty object to the SDK: unmarshalling thousands of attributes
 * into maps costs several times what reading them does. Signing, retries and errors stay the SDK's.
 */
public final class AnswerBody implements ExecutionInterceptor {

    /** Set on a request whose body is wanted; takes it. */
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
            throw new UncheckedIOException("Cannot read an answer of DynamoDB", e);
        }
    }

    /** The checksum is of the body that the SDK no longer sees. */
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
            throw SdkClientException.create("Cannot read an answer of DynamoDB: expected a body with checksum " + sum
                    + " but was " + actual.getValue());
        }
    }
}
