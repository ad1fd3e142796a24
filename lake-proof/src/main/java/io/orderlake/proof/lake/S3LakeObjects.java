package io.orderlake.proof.lake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reads the lake's bucket from S3 or a compatible store. */
public final class S3LakeObjects implements LakeObjects {

    private static final String ROWS_DIGEST = "orderlake-rows-sha256";

    private final S3Client s3;
    private final String bucket;

    public S3LakeObjects(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Page list(String prefix, @Nullable String from) {
        try {
            ListObjectsV2Response page = s3.listObjectsV2(ListObjectsV2Request.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .continuationToken(from)
                    .build());
            List<Listed> objects = page.contents().stream()
                    .filter(object -> !object.key().endsWith("/"))
                    .map(object -> new Listed(object.key(), object.size(), bare(object.eTag())))
                    .toList();
            return new Page(objects, Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null);
        } catch (NoSuchBucketException notYet) {
            return new Page(List.of(), null);
        }
    }

    @Override
    public Optional<Stored> get(String key) {
        try {
            ResponseBytes<GetObjectResponse> object =
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key));
            return Optional.of(new Stored(
                    object.asByteArrayUnsafe(),
                    bare(object.response().eTag()),
                    object.response().metadata().getOrDefault(ROWS_DIGEST, ""),
                    object.response().lastModified().toEpochMilli()));
        } catch (NoSuchKeyException gone) {
            return Optional.empty();
        }
    }

    private static String bare(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }
}
