package io.orderlake.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Originals under {@code oversize/} and rejects under {@code errors/} of one bucket. */
final class S3RejectObjects implements RejectObjects {

    private static final String ORIGINALS = "oversize/";
    private static final String REJECTS = "errors/";

    private final S3Client s3;
    private final String bucket;

    S3RejectObjects(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public String keepOriginal(String eventId, byte[] json) {
        String key = ORIGINALS + eventId + ".json";
        s3.putObject(p -> p.bucket(bucket).key(key), RequestBody.fromBytes(json));
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public List<String> keys() {
        return s3.listObjectsV2Paginator(l -> l.bucket(bucket).prefix(REJECTS)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    @Override
    public List<byte[]> lines(String key) {
        return s3.getObjectAsBytes(g -> g.bucket(bucket).key(key))
                .asString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
