package io.orderlake.fleet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of the lake's bucket, to be read and damaged. */
final class LandingBucket {

    static final String NAME = "orderlake";

    private final S3Client s3;

    LandingBucket(S3Client s3) {
        this.s3 = s3;
    }

    List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(NAME).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .filter(key -> !key.endsWith("/"))
                .toList();
    }

    /** The first object of JSON lines that the condition accepts. */
    String objectWith(String prefix, Predicate<List<String>> wanted) {
        return keys(prefix).stream()
                .filter(key -> wanted.test(lines(key)))
                .findFirst()
                .orElseThrow();
    }

    ResponseBytes<GetObjectResponse> object(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(NAME).key(key));
    }

    List<String> lines(String key) {
        return lines(object(key).asByteArray());
    }

    void put(String key, byte[] bytes, Map<String, String> metadata) {
        s3.putObject(put -> put.bucket(NAME).key(key).metadata(metadata), RequestBody.fromBytes(bytes));
    }

    /** Puts an object back as it was. */
    void restore(String key, ResponseBytes<GetObjectResponse> object) {
        put(key, object.asByteArray(), object.response().metadata());
    }

    void delete(String key) {
        s3.deleteObject(delete -> delete.bucket(NAME).key(key));
    }

    /** Changes the lines of an object and leaves the ledger's checksum as it is; returns the object as it was. */
    ResponseBytes<GetObjectResponse> damage(String key, Consumer<List<String>> defect) {
        ResponseBytes<GetObjectResponse> object = object(key);
        List<String> lines = lines(object.asByteArray());
        defect.accept(lines);
        put(key, gzipped(lines), object.response().metadata());
        return object;
    }

    static List<String> lines(byte[] object) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ArrayList<>(List.of(text.split("\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzipped(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
