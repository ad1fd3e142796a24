package io.orderlake.lakewriter.sink;

import io.orderlake.contract.ObjectKey;
import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.sink.S3LakeSink.ObjectSettings;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of a bucket on S3, or on a compatible store. */
public final class S3StoredObjects implements StoredObjects {

    /** Status codes of a store that does not support versions. */
    private static final Set<Integer> UNSUPPORTED = Set.of(400, 404, 405, 501);

    private final S3Client s3;
    private final String bucket;
    private final ObjectSettings landing;
    private final ObjectSettings errors;

    public S3StoredObjects(S3Client s3, String bucket, ObjectSettings landing, ObjectSettings errors) {
        this.s3 = s3;
        this.bucket = bucket;
        this.landing = landing;
        this.errors = errors;
    }

    @Override
    public Stream<String> keys(String prefix, String after) {
        return s3
                .listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(prefix).startAfter(after))
                .contents()
                .stream()
                .map(S3Object::key);
    }

    @Override
    public Optional<StoredObject> read(String key) {
        try {
            ResponseBytes<GetObjectResponse> found =
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key));
            Map<String, String> metadata = found.response().metadata();
            return Optional.of(new StoredObject(
                    key,
                    found.response().eTag(),
                    String.valueOf(found.response().contentType()),
                    Optional.ofNullable(metadata.get(S3LakeSink.ROWS_DIGEST)),
                    metadata.containsKey(S3LakeSink.ERASED),
                    found.asByteArrayUnsafe()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean replace(StoredObject seen, Replacement with) {
        try {
            s3.putObject(request(seen, with), RequestBody.fromBytes(with.bytes()));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == S3LakeSink.PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    private PutObjectRequest request(StoredObject seen, Replacement with) {
        Map<String, String> metadata = new HashMap<>(
                Map.of(S3LakeSink.ROWS, String.valueOf(with.rows()), S3LakeSink.ERASED, String.valueOf(with.erased())));
        with.rowsDigest().ifPresent(digest -> metadata.put(S3LakeSink.ROWS_DIGEST, digest));
        byte[] sha256 = Sha256.digest().digest(with.bytes());
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(seen.key())
                .contentType(seen.contentType())
                .ifMatch(seen.etag())
                .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                .metadata(metadata);
        (seen.key().startsWith(ObjectKey.ERRORS) ? errors : landing).applyTo(put);
        return put.build();
    }

    @Override
    public Optional<Stream<Version>> olderVersions(String prefix) {
        try {
            s3.listObjectVersions(list -> list.bucket(bucket).prefix(prefix).maxKeys(1));
        } catch (S3Exception e) {
            if (UNSUPPORTED.contains(e.statusCode())) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(
                s3.listObjectVersionsPaginator(list -> list.bucket(bucket).prefix(prefix)).versions().stream()
                        .filter(version -> !version.isLatest())
                        .map(version -> new Version(version.key(), version.versionId())));
    }

    @Override
    public Optional<byte[]> read(Version version) {
        try {
            return Optional.of(s3.getObjectAsBytes(
                            get -> get.bucket(bucket).key(version.key()).versionId(version.id()))
                    .asByteArrayUnsafe());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) { // Not the error code of a missing key.
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void delete(Version version) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(version.key()).versionId(version.id()));
    }
}
