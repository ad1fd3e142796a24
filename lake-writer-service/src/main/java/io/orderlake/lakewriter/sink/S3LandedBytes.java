package io.orderlake.lakewriter.sink;

import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Landed objects on S3. */
public record S3LandedBytes(S3Client s3) implements LandedBytes {

    @Override
    public byte[] read(String bucket, ObjectEntry object) {
        byte[] bytes;
        try {
            bytes = s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key()))
                    .asByteArrayUnsafe();
        } catch (NoSuchKeyException gone) {
            throw wrong(bucket, object, "there is none", gone);
        }
        String sha256 = Sha256.hex(bytes);
        if (!sha256.equals(object.sha256())) {
            throw wrong(bucket, object, bytes.length + " bytes of checksum " + sha256, null);
        }
        return bytes;
    }

    private static StreamFailure wrong(String bucket, ObjectEntry object, String found, @Nullable Throwable cause) {
        String message = "Cannot read s3://" + bucket + "/" + object.key() + ": expected " + object.length()
                + " bytes of checksum " + object.sha256() + " but " + (cause == null ? "was " : "") + found;
        return cause == null
                ? new StreamFailure(FailureKind.SETUP, message)
                : new StreamFailure(FailureKind.SETUP, message, cause);
    }
}
