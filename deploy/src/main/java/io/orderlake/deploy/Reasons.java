package io.orderlake.deploy;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.IConstruct;

/** The exceptions from cdk-nag's rules, each with its reason. The templates contain them, too. */
final class Reasons {

    private Reasons() {}

    /** For a role whose statements our own tests keep narrow. */
    static void narrowWildcards(IConstruct role, String reason) {
        except(role, "AwsSolutions-IAM5", reason);
    }

    static void noAccessLogs(Bucket bucket) {
        except(
                bucket,
                "AwsSolutions-S1",
                "The bucket stores the access logs; logs of its own access would fill it without end.");
    }

    static void noRotation(Secret secret, String reason) {
        except(secret, "AwsSolutions-SMG4", "The secret is not rotated automatically: " + reason + ".");
    }

    static void except(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }
}
