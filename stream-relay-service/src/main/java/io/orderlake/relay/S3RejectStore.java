package io.orderlake.relay;

import io.orderlake.contract.ObjectKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Originals under {@code oversize/} and rejects under {@code errors/} of one bucket. */
final class S3RejectStore implements RejectStore {

    private final S3Client s3;
    private final String bucket;

    S3RejectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public String keepOriginal(String eventId, byte[] json) {
        String key = new ObjectKey.Original(eventId).text();
        s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromBytes(json));
        return ObjectKey.pointer(bucket, key);
    }

    @Override
    public Optional<byte[]> original(String pointer) {
        return ObjectKey.pointedTo(bucket, pointer).flatMap(this::read);
    }

    private Optional<byte[]> read(String key) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** S3 lists in the order of the keys' bytes. */
    @Override
    public Stream<String> keys(String after, Instant writtenBefore) {
        return s3
                .listObjectsV2Paginator(
                        l -> l.bucket(bucket).prefix(ObjectKey.ERRORS).startAfter(after))
                .contents()
                .stream()
                .filter(object -> object.lastModified().isBefore(writtenBefore))
                .map(S3Object::key);
    }

    @Override
    public Stream<byte[]> lines(String key) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(open(key), StandardCharsets.UTF_8));
        return reader.lines().map(line -> line.getBytes(StandardCharsets.UTF_8)).onClose(() -> closed(reader));
    }

    private InputStream open(String key) {
        try {
            return s3.getObject(g -> g.bucket(bucket).key(key));
        } catch (NoSuchKeyException e) {
            throw new RejectObjectGone(key, e);
        }
    }

    private static void closed(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
