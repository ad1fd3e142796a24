package io.orderlake.launcher;

import io.orderlake.launcher.aws.Deployment;
import io.orderlake.launcher.aws.Machine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select the stacks and set the context of the CDK app. */
final class AwsOptions {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "dev",
            description = "dev, staging or prod (default: dev).")
    private String environment = "dev";

    @Option(
            names = "--tables",
            paramLabel = "FILE",
            description =
                    "tables.yml; use the same file at each deployment (default: the orders table that comes with Orderlake).")
    private @Nullable Path tables;

    @Option(
            names = "--oidc-provider",
            paramLabel = "ARN",
            description =
                    "OIDC provider of a Kubernetes cluster whose pods also assume the services' roles; use the same"
                            + " at each deployment.")
    private @Nullable String oidcProvider;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "orderlake",
            description = "Kubernetes namespace of the Helm release \"orderlake\" (default: orderlake).")
    private String namespace = "orderlake";

    Deployment deployment() {
        if (!Deployment.ENVIRONMENTS.contains(environment)) {
            throw usageError("Cannot use --environment " + environment + ": expected one of "
                    + String.join(", ", Deployment.ENVIRONMENTS));
        }
        return new Deployment(
                environment, Machine.here(), options.home(), options.state().resolve("deploy"), context(), System.out);
    }

    private List<String> context() {
        List<String> context = new ArrayList<>();
        Path file = tables;
        if (file != null) {
            context.add("tables=" + TablesOption.checked(file, options));
        }
        if (oidcProvider != null) {
            context.add("oidc-provider=" + oidcProvider);
            context.add("namespace=" + namespace);
        }
        return context;
    }

    RuntimeException usageError(String message) {
        return options.usageError(message);
    }

    /** The input from which confirmation is read; null if the user has confirmed already. */
    static @Nullable BufferedReader answers(boolean confirmed) {
        return confirmed ? null : new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    }
}
