package io.orderlake.transformer;

import io.orderlake.contract.ObjectKey;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Keeps originals under {@code oversize/} of the lake's bucket. */
final class S3Oversize implements Oversize {

    private final S3Client s3;
    private final String bucket;

    S3Oversize(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public String keep(String eventId, byte[] original) {
        String key = new ObjectKey.Original(eventId).text();
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(original));
        return ObjectKey.pointer(bucket, key);
    }
}
