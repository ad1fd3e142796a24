package io.orderlake.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.iam.FederatedPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The service accounts of a Kubernetes cluster that may assume the services' roles, by their names in a release of the
 * charts named orderlake. This is context and no parameter, because the keys of IAM's conditions contain the issuer's
 * name.
 *
 * @param provider ARN of the cluster's OIDC provider
 * @param namespace of the release
 */
record ServiceAccounts(String provider, String namespace) {

    /** Context. Without it only tasks of ECS can assume the roles. */
    static final String PROVIDER = "oidc-provider";

    /** Context. The default is "orderlake". */
    static final String NAMESPACE = "namespace";

    private static final String KIND = ":oidc-provider/";
    private static final String ACTION = "sts:AssumeRoleWithWebIdentity";

    ServiceAccounts {
        if (!provider.matches("arn:[a-z-]+:iam::\\d{12}" + KIND + ".+")) {
            throw new IllegalArgumentException("Cannot use context " + PROVIDER
                    + ": expected the ARN of an OIDC provider of IAM but was \"" + provider + "\"");
        }
    }

    static Optional<ServiceAccounts> of(Construct scope) {
        return context(scope, PROVIDER)
                .map(provider ->
                        new ServiceAccounts(provider, context(scope, NAMESPACE).orElse("orderlake")));
    }

    void allowToAssume(Role role, DeployedService service) {
        String issuer = provider.substring(provider.indexOf(KIND) + KIND.length());
        Map<String, Object> conditions = Map.of(
                "StringEquals",
                Map.of(
                        issuer + ":aud",
                        "sts.amazonaws.com",
                        issuer + ":sub",
                        "system:serviceaccount:" + namespace + ":orderlake-" + service.image()));
        FederatedPrincipal accounts = new FederatedPrincipal(provider, conditions, ACTION);
        role.getAssumeRolePolicy()
                .addStatements(PolicyStatement.Builder.create()
                        .actions(List.of(ACTION))
                        .principals(List.of(accounts))
                        .build());
    }

    private static Optional<String> context(Construct scope, String name) {
        return Optional.ofNullable(scope.getNode().tryGetContext(name)).map(Object::toString);
    }
}
