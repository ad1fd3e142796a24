package io.orderlake.lakewriter.sink;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Prepares and checks the lake's bucket. */
public record LakeBucket(S3Client s3, String name) {

    /** Tag on the objects of rejects that expire. Its value is the number of days. */
    public static final String EXPIRY_TAG = "orderlake-expire-after-days";

    private static final String EXPIRY_RULE = "orderlake-errors";
    private static final int NOT_FOUND = 404;
    private static final Logger LOG = LoggerFactory.getLogger(LakeBucket.class);

    /** @throws StreamFailure of kind set-up, with advice, where the bucket cannot be used */
    public void check() {
        if (!exists()) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot land in bucket " + name
                            + ": there is no such bucket. Create it, or set orderlake.lake.bucket to another one");
        }
    }

    /** Creates the bucket if it is missing. */
    public void create() {
        if (exists()) {
            return;
        }
        try {
            s3.createBucket(bucket -> bucket.bucket(name));
        } catch (BucketAlreadyOwnedByYouException faster) {
            LOG.debug("Another instance has created bucket {}", name);
        }
    }

    /** Puts our lifecycle rule on the bucket, and keeps all other rules. */
    public void expireRejects(Duration after) {
        try {
            List<LifecycleRule> rules = new ArrayList<>(rules());
            rules.removeIf(rule -> EXPIRY_RULE.equals(rule.id()));
            rules.add(rule(Math.toIntExact(after.toDays())));
            s3.putBucketLifecycleConfiguration(
                    put -> put.bucket(name).lifecycleConfiguration(lifecycle -> lifecycle.rules(rules)));
        } catch (S3Exception e) {
            LOG.warn("Rejects will not expire: the endpoint refused the lifecycle rule ({})", e.getMessage());
        }
    }

    private boolean exists() {
        try {
            s3.headBucket(head -> head.bucket(name));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot use bucket " + name + ": the answer was " + e.statusCode() + " " + e.getMessage(),
                    e);
        }
    }

    private List<LifecycleRule> rules() {
        try {
            return s3.getBucketLifecycleConfiguration(get -> get.bucket(name)).rules();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private static LifecycleRule rule(int days) {
        Tag tag = Tag.builder().key(EXPIRY_TAG).value(String.valueOf(days)).build();
        return LifecycleRule.builder()
                .id(EXPIRY_RULE)
                .status(ExpirationStatus.ENABLED)
                .filter(filter -> filter.tag(tag))
                .expiration(expiration -> expiration.days(days))
                .build();
    }
}
