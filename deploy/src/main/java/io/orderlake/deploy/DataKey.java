package io.orderlake.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;

/** The key of all stored data. Roles grant its use. The key policy names only services of AWS that act on their own behalf. */
final class DataKey {

    private DataKey() {}

    /** The statement that lets a service of AWS use the key on behalf of a role. */
    static PolicyStatement through(Stack stack, Key key, String service, String... actions) {
        return PolicyStatement.Builder.create()
                .sid("KeyOf" + service)
                .actions(List.of(actions))
                .resources(List.of(key.getKeyArn()))
                .conditions(Map.of(
                        "StringEquals", Map.of("kms:ViaService", service + "." + stack.getRegion() + ".amazonaws.com")))
                .build();
    }

    static Key of(Stack stack, Environment environment) {
        Key key = Key.Builder.create(stack, "Key")
                .description("Orderlake: tables, streams, objects, images, secrets, logs and notifications")
                .alias("alias/orderlake")
                .enableKeyRotation(true)
                .removalPolicy(environment.keepsData() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
        key.addToResourcePolicy(logs(stack));
        key.addToResourcePolicy(notifications(stack));
        return key;
    }

    private static PolicyStatement logs(Stack stack) {
        String arns = "arn:" + stack.getPartition() + ":logs:" + stack.getRegion() + ":" + stack.getAccount()
                + ":log-group:*";
        return PolicyStatement.Builder.create()
                .sid("Logs")
                .principals(List.of(new ServicePrincipal("logs." + stack.getRegion() + ".amazonaws.com")))
                .actions(List.of(
                        "kms:Encrypt",
                        "kms:Decrypt",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo",
                        "kms:GenerateDataKey",
                        "kms:DescribeKey"))
                .resources(List.of("*"))
                .conditions(Map.of("ArnLike", Map.of("kms:EncryptionContext:aws:logs:arn", arns)))
                .build();
    }

    private static PolicyStatement notifications(Stack stack) {
        return PolicyStatement.Builder.create()
                .sid("Notifications")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
                .build();
    }
}
