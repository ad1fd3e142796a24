package io.orderlake.localaws.firehose;

import io.orderlake.localaws.protocol.ServiceError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Puts objects on an S3 that asks for no signature, as local-aws' does. */
public final class S3Delivery {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final @Nullable URI s3;
    private @Nullable HttpClient client;

    public S3Delivery(@Nullable URI s3) {
        this.s3 = s3;
    }

    void put(DeliveryStream stream, byte[] data, Instant now) {
        if (s3 == null) {
            throw unavailable("local-aws was started without --s3-endpoint");
        }
        byte[] body = stream.gzip() ? zipped(data) : data;
        HttpRequest request = HttpRequest.newBuilder(stream.nextObject(s3, now))
                .timeout(LIMIT)
                .PUT(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> response = client().send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw unavailable("S3 answered " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw unavailable("S3 does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("local-aws is stopping");
        }
    }

    /** Made when first needed, because it would delay the start by a tenth of a second. */
    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            client = made;
        }
        return made;
    }

    private static ServiceError unavailable(String reason) {
        return new ServiceError(503, "ServiceUnavailableException", "Cannot deliver: " + reason);
    }

    private static byte[] zipped(byte[] data) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
