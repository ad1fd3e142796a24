package io.orderlake.lakewriter.sink;

import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Objects on S3, or on a compatible store, by conditional writes. */
public final class S3LakeSink implements LakeSink {

    static final String ROWS = "orderlake-rows";
    static final String ROWS_DIGEST = "orderlake-rows-sha256";

    /** How many rows of the object were erased; absent where none was. */
    static final String ERASED = "orderlake-erased";

    static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final ObjectSettings landing;
    private final ObjectSettings errors;

    public S3LakeSink(S3Client s3, ObjectSettings landing, ObjectSettings errors) {
        this.s3 = s3;
        this.landing = landing;
        this.errors = errors;
    }

    /**
     * Encryption and tags of the objects under a prefix.
     *
     * @param kmsKey KMS key that encrypts them; if empty, the bucket decides
     * @param tagging tags in query form, for lifecycle rules
     */
    public record ObjectSettings(Optional<String> kmsKey, Optional<String> tagging) {

        void applyTo(PutObjectRequest.Builder put) {
            kmsKey.ifPresent(key ->
                    put.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(key));
            tagging.ifPresent(put::tagging);
        }
    }

    @Override
    public ObjectEntry putIfAbsent(LandingObject object) {
        byte[] sha256 = Sha256.digest().digest(object.bytes());
        try {
            s3.putObject(request(object, sha256), RequestBody.fromBytes(object.bytes()));
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return existing(object);
            }
            throw e;
        }
        return new ObjectEntry(
                object.key(),
                object.rows(),
                object.bytes().length,
                HexFormat.of().formatHex(sha256));
    }

    private PutObjectRequest request(LandingObject object, byte[] sha256) {
        ObjectSettings settings = object.rejects() ? errors : landing;
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .contentType(object.contentType())
                .ifNoneMatch("*")
                .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                .metadata(Map.of(ROWS, String.valueOf(object.rows()), ROWS_DIGEST, object.rowsDigest()));
        settings.applyTo(put);
        return put.build();
    }

    /**
     * Another version may have encoded equal rows differently, so the existing bytes are read. If rows were erased, the claim
     * is done, and a process that still lands it has lost its lease: the ledger refuses its next step.
     */
    private ObjectEntry existing(LandingObject object) {
        ResponseBytes<GetObjectResponse> found =
                s3.getObjectAsBytes(get -> get.bucket(object.bucket()).key(object.key()));
        String digest = found.response().metadata().get(ROWS_DIGEST);
        boolean erased = found.response().metadata().containsKey(ERASED);
        if (!erased && !object.rowsDigest().equals(digest)) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot land s3://" + object.bucket() + "/" + object.key() + ": expected no object or one of "
                            + object.rows() + " rows with digest " + object.rowsDigest() + " but found one with digest "
                            + digest + ". Does the bucket hold the objects of another ledger?");
        }
        byte[] bytes = found.asByteArrayUnsafe();
        return new ObjectEntry(object.key(), object.rows(), bytes.length, Sha256.hex(bytes));
    }
}
