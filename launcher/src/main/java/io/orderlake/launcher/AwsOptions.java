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

/** Which stacks a command means, and what their app is told. */
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
            description = "tables.yml, the same at each deployment (default: the shipped orders table).")
    private @Nullable Path tables;

    @Option(
            names = "--oidc-provider",
            paramLabel = "ARN",
            description = "Of a Kubernetes cluster whose pods take on the services' roles, too; the same at each"
                    + " deployment.")
    private @Nullable String oidcProvider;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "orderlake",
            description = "Of the charts' release \"orderlake\" there (default: orderlake).")
    private String namespace = "orderlake";

    Deployment deployment() {
        if (!Deployment.ENVIRONMENTS.contains(environment)) {
            throw usageError("Cannot use --environment " + environment + ": expected one of "
                    + String.join(", ", Deployment.ENVIRONMENTS));
        }
        List<String> context = new ArrayList<>();
        Path file = tables;
        if (file != null) {
            context.add("tables=" + TablesOption.checked(file, options));
        }
        if (oidcProvider != null) {
            context.add("oidc-provider=" + oidcProvider);
            context.add("namespace=" + namespace);
        }
        return new Deployment(
                environment, Machine.here(), options.home(), options.state().resolve("deploy"), context, System.out);
    }

    RuntimeException usageError(String message) {
        return options.usageError(message);
    }

    /** Where agreement is read from; nowhere where it is given already. */
    static @Nullable BufferedReader answers(boolean agreed) {
        return agreed ? null : new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    }
}
