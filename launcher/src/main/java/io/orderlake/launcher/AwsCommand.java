package io.orderlake.launcher;

import io.orderlake.launcher.aws.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "aws",
        description = "Operates the fleet on AWS: runs the CDK on the stacks of deploy/.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AwsCommand.Deploy.class,
            AwsCommand.Status.class,
            AwsCommand.Values.class,
            AwsCommand.Destroy.class
        },
        footer = {
            "",
            "Needs Node.js 20 or newer, AWS credentials and a region (both found as the AWS CLI finds",
            "them), and an account prepared by npx aws-cdk bootstrap. See deploy/README.md.",
            "",
            "Exit code: that of the CDK."
        })
final class AwsCommand {

    private AwsCommand() {}

    @Command(
            name = "deploy",
            mixinStandardHelpOptions = true,
            description = "Creates or updates the stacks.",
            footer = {
                "",
                "A parameter that is left out keeps its value; the first deployment needs all of them.",
                "",
                "Example: ./orderlake aws deploy network data"
            })
    static final class Deploy implements Callable<Integer> {

        @Mixin
        private AwsOptions options = new AwsOptions();

        @Parameters(paramLabel = "STACK", description = "network, data, monitoring, fleet, lakehouse (default: all).")
        private List<String> stacks = new ArrayList<>();

        @Option(names = "--alarm-email", paramLabel = "ADDRESS", description = "Receives the alarms.")
        private @Nullable String alarmEmail;

        @Option(names = "--images", paramLabel = "TAG", description = "Tag of the services' images.")
        private @Nullable String images;

        @Option(
                names = "--certificate",
                paramLabel = "ARN",
                description = "Certificate (ACM) of the order writer's domain name.")
        private @Nullable String certificate;

        @Option(
                names = "--yes",
                description = "Do not ask for confirmation: neither here nor, for changed permissions, in the CDK.")
        private boolean yes;

        @Override
        public Integer call() {
            for (String stack : stacks) {
                if (!Deployment.STACKS.contains(stack)) {
                    throw options.usageError(
                            "Cannot deploy " + stack + ": expected one of " + String.join(", ", Deployment.STACKS));
                }
            }
            return options.deployment().deploy(stacks, parameters(), AwsOptions.answers(yes));
        }

        private List<String> parameters() {
            List<String> parameters = new ArrayList<>();
            add(parameters, "monitoring:AlarmEmail", alarmEmail);
            add(parameters, "fleet:Version", images);
            add(parameters, "fleet:CertificateArn", certificate);
            return parameters;
        }

        private static void add(List<String> parameters, String name, @Nullable String value) {
            if (value != null) {
                parameters.add(name + "=" + value);
            }
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Lists the stacks, and what deploying would change in each.")
    static final class Status implements Callable<Integer> {

        @Mixin
        private AwsOptions options = new AwsOptions();

        @Override
        public Integer call() {
            return options.deployment().status();
        }
    }

    @Command(
            name = "values",
            mixinStandardHelpOptions = true,
            description = "Writes values for the Helm charts from the outputs of the stacks.",
            footer = {
                "",
                "Pods can assume the roles if the stacks were deployed with --oidc-provider.",
                "",
                "Example: ./orderlake aws values > aws.yaml"
            })
    static final class Values implements Callable<Integer> {

        @Mixin
        private AwsOptions options = new AwsOptions();

        @Option(names = "--output", paramLabel = "FILE", description = "File to write to (default: standard output).")
        private @Nullable Path output;

        @Override
        public Integer call() {
            String values = options.deployment().values();
            Path file = output;
            if (file == null) {
                System.out.print(values);
                System.out.flush();
            } else {
                write(values, file);
                System.out.println("Wrote " + file);
            }
            return 0;
        }

        private static void write(String values, Path file) {
            try {
                Files.writeString(file, values);
            } catch (IOException e) {
                throw new UserError("Cannot write " + file + ": " + e, e);
            }
        }
    }

    @Command(
            name = "destroy",
            mixinStandardHelpOptions = true,
            description = "Removes all stacks, after a list of what AWS keeps.")
    static final class Destroy implements Callable<Integer> {

        @Mixin
        private AwsOptions options = new AwsOptions();

        @Option(names = "--yes", description = "Do not ask for confirmation.")
        private boolean yes;

        @Override
        public Integer call() {
            return options.deployment().destroy(AwsOptions.answers(yes));
        }
    }
}
