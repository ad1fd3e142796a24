package io.orderlake.deploy;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.IConstruct;

/** The exceptions from cdk-nag's rules, each with its reason; they stand in the templates, too. */
final class Reasons {

    private Reasons() {}

    /** Of a role whose statements are held narrow by our own tests. */
    static void narrowWildcards(IConstruct role, String reason) {
        except(role, "AwsSolutions-IAM5", reason);
    }

    static void noAccessLogs(Bucket bucket) {
        except(bucket, "AwsSolutions-S1", "It holds the access logs; its own would fill it with themselves.");
    }

    static void noRotation(Secret secret, String reason) {
        except(secret, "AwsSolutions-SMG4", "It is not rotated by itself: " + reason + ".");
    }

    static void except(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }
}
