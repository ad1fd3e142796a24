package io.orderlake.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;

/** The buckets of the lake, of Athena's results and of access logs. All reject requests without TLS. */
final class LakeBuckets {

    private static final int LOG_DAYS = 90;
    private static final int RESULT_DAYS = 7;
    private static final int OLD_VERSION_DAYS = 30;
    private static final int UNFINISHED_DAYS = 3;

    private final Stack stack;
    private final RemovalPolicy removal;
    private final Key key;
    private final Bucket logs;
    private final Bucket lake;
    private final Bucket results;

    LakeBuckets(Stack stack, Environment environment, Key key) {
        this.stack = stack;
        this.key = key;
        removal = environment.keepsData() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
        logs = newLogs();
        lake = encrypted("Lake", "orderlake")
                .versioned(true)
                .lifecycleRules(lakeRules(environment))
                .build();
        results = encrypted("Results", "orderlake-results")
                .lifecycleRules(List.of(expiredResults()))
                .build();
    }

    private static LifecycleRule expiredResults() {
        return LifecycleRule.builder()
                .id("results")
                .expiration(Duration.days(RESULT_DAYS))
                .abortIncompleteMultipartUploadAfter(Duration.days(UNFINISHED_DAYS))
                .build();
    }

    /** {@code landing/}, {@code errors/}, {@code oversize/}, the tables under {@code lake/}, and the jobs under {@code jobs/}. */
    Bucket lake() {
        return lake;
    }

    Bucket results() {
        return results;
    }

    Bucket logs() {
        return logs;
    }

    /** Bucket names are unique in the whole world, so the name contains account and region. */
    private String named(String name) {
        return name + "-" + stack.getAccount() + "-" + stack.getRegion();
    }

    private Bucket newLogs() {
        Bucket bucket = closed("Logs", "orderlake-logs")
                // Load balancers can write only to buckets with this encryption.
                .encryption(BucketEncryption.S3_MANAGED)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("logs")
                        .expiration(Duration.days(LOG_DAYS))
                        .build()))
                .build();
        bucket.addToResourcePolicy(loadBalancerLogs(bucket));
        Reasons.noAccessLogs(bucket);
        return bucket;
    }

    private PolicyStatement loadBalancerLogs(Bucket bucket) {
        return PolicyStatement.Builder.create()
                .sid("LoadBalancerLogs")
                .principals(List.of(new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")))
                .actions(List.of("s3:PutObject"))
                .resources(List.of(bucket.arnForObjects("writer/AWSLogs/" + stack.getAccount() + "/*")))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
                .build();
    }

    private Bucket.Builder encrypted(String id, String name) {
        return closed(id, name)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                // One call of KMS serves many objects.
                .bucketKeyEnabled(true)
                .serverAccessLogsBucket(logs)
                .serverAccessLogsPrefix(name + "/");
    }

    private Bucket.Builder closed(String id, String name) {
        return Bucket.Builder.create(stack, id)
                .bucketName(named(name))
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .removalPolicy(removal);
    }

    private static List<LifecycleRule> lakeRules(Environment environment) {
        List<LifecycleRule> rules = new ArrayList<>();
        rules.add(oldVersions());
        environment.rejectDays().ifPresent(days -> rules.add(expiredRejects(days)));
        environment
                .lakehouse()
                .coldAfterDays()
                .ifPresent(days -> List.of("landing/", "lake/").forEach(prefix -> rules.add(cold(prefix, days))));
        return rules;
    }

    /** An erasure replaces objects under their keys; the older versions must disappear. */
    private static LifecycleRule oldVersions() {
        return LifecycleRule.builder()
                .id("old-versions")
                .noncurrentVersionExpiration(Duration.days(OLD_VERSION_DAYS))
                .expiredObjectDeleteMarker(true)
                .abortIncompleteMultipartUploadAfter(Duration.days(UNFINISHED_DAYS))
                .build();
    }

    private static LifecycleRule expiredRejects(int days) {
        return LifecycleRule.builder()
                .id("orderlake-errors")
                .tagFilters(Map.of(Names.EXPIRY_TAG, Integer.toString(days)))
                .expiration(Duration.days(days))
                .build();
    }

    private static LifecycleRule cold(String prefix, int days) {
        return LifecycleRule.builder()
                .id("cold-" + prefix.replace("/", ""))
                .prefix(prefix)
                .transitions(List.of(Transition.builder()
                        .storageClass(StorageClass.INTELLIGENT_TIERING)
                        .transitionAfter(Duration.days(days))
                        .build()))
                .build();
    }
}
