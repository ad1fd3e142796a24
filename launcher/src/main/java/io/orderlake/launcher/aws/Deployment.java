package io.orderlake.launcher.aws;

import io.orderlake.launcher.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Deploys, lists and removes the stacks of one environment. Exit codes are those of the CDK. */
public final class Deployment {

    /** The stacks of {@code deploy/}. */
    public static final List<String> STACKS = List.of("network", "data", "monitoring", "fleet", "lakehouse");

    public static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

    private static final int NOT_CONFIRMED = 1;

    private static final Map<String, String> CONTENTS = Map.of(
            "network", "a VPC of two zones, its gateways and endpoints",
            "data", "tables, streams, the lake's bucket, image repositories, secrets and their key",
            "monitoring", "dashboard, alarms and the topic to which the alarms are sent",
            "fleet", "five services on Fargate, their roles, a load balancer",
            "lakehouse", "Glue databases, the Spark job with its schedules, Athena's queries");

    private final String environment;
    private final Machine machine;
    private final Cdk cdk;
    private final Path folder;
    private final List<String> context;
    private final PrintStream out;

    /**
     * The stacks of the checkout at {@code home}.
     *
     * @param folder the folder for the outputs of the stacks and the log of the build
     * @param context the context of the CDK app besides the environment, as {@code name=value}
     */
    public Deployment(
            String environment, Machine machine, Path home, Path folder, List<String> context, PrintStream out) {
        this.environment = environment;
        this.machine = machine;
        this.cdk = new Cdk(machine, home);
        this.folder = folder;
        this.context = List.copyOf(context);
        this.out = out;
    }

    /**
     * Deploys stacks and stores their outputs.
     *
     * @param stacks the stacks to deploy; an empty list means all
     * @param parameters parameters of the stacks, as {@code stack:Name=value}; others keep their deployed values
     * @param answers the input from which confirmation is read; null if none is needed
     */
    public int deploy(List<String> stacks, List<String> parameters, @Nullable BufferedReader answers) {
        machine.check();
        List<String> chosen = stacks.isEmpty() ? STACKS : stacks;
        out.println("Deploys to " + environment + ", region " + machine.region().orElseThrow() + ":");
        chosen.forEach(stack -> out.printf("  orderlake-%s-%-10s %s%n", environment, stack, CONTENTS.get(stack)));
        out.println("Stacks that these need are deployed, too. AWS charges by the hour: see deploy/README.md.");
        if (answers != null && !confirmed("Deploy? Type yes: ", "yes", answers)) {
            return NOT_CONFIRMED;
        }
        build();
        return deployBuilt(stacks, parameters, answers != null);
    }

    private int deployBuilt(List<String> stacks, List<String> parameters, boolean asking) {
        Path written = folder.resolve(environment + "-outputs.new.json");
        List<String> arguments = command("deploy", stacks);
        parameters.forEach(parameter -> arguments.addAll(List.of("--parameters", parameter)));
        arguments.addAll(List.of("--outputs-file", written.toString()));
        if (!asking) {
            arguments.addAll(List.of("--require-approval", "never"));
        }
        int code = cdk.run(arguments);
        outputs().add(written);
        return code;
    }

    /** Lists the stacks and what a deployment would change; for a stack that is not deployed this is everything. */
    public int status() {
        machine.check();
        build();
        List<String> list = new ArrayList<>(List.of("list"));
        addContext(list);
        int code = cdk.run(list);
        if (code != 0) {
            return code;
        }
        List<String> diff = new ArrayList<>(List.of("diff"));
        addContext(diff);
        // Compares templates only: creating a change set needs write permission.
        diff.addAll(List.of("--method", "template"));
        return cdk.run(diff);
    }

    /** Values for the Helm charts, from the outputs of the stacks that were deployed from this state folder. */
    public String values() {
        return HelmValues.of(outputs());
    }

    /**
     * Removes all stacks.
     *
     * @param answers the input from which the environment's name is read as confirmation; null if none is needed
     */
    public int destroy(@Nullable BufferedReader answers) {
        machine.check();
        out.println("Removes from region " + machine.region().orElseThrow() + ":");
        STACKS.forEach(stack -> out.printf("  orderlake-%s-%-10s %s%n", environment, stack, CONTENTS.get(stack)));
        out.println("Stays on AWS:");
        retained().forEach(line -> out.println("  " + line));
        String question = "Type the environment's name to remove it: ";
        if (answers != null && !confirmed(question, environment, answers)) {
            return NOT_CONFIRMED;
        }
        build();
        List<String> arguments = command("destroy", List.of());
        arguments.add("--force");
        return cdk.run(arguments);
    }

    private List<String> retained() {
        List<String> retained = new ArrayList<>();
        if (environment.equals("prod")) {
            retained.add("tables, streams, buckets, images, secrets, logs and the key: CloudFormation retains them");
            retained.add("the stacks themselves, as long as their termination protection is on: turn it off first");
        } else {
            retained.add("buckets that are not empty, and with them stack data: empty them first");
        }
        retained.add("tables that Orderlake only reads, metrics, and the stack CDKToolkit of the CDK");
        return retained;
    }

    private boolean confirmed(String question, String expected, BufferedReader answers) {
        out.print(question);
        out.flush();
        try {
            String answer = Objects.requireNonNullElse(answers.readLine(), "").strip();
            if (answer.equals(expected)) {
                return true;
            }
        } catch (IOException e) {
            throw new UserError("Cannot read an answer: " + e.getMessage(), e);
        }
        out.println("Nothing was changed: expected \"" + expected + "\", or --yes");
        return false;
    }

    private void build() {
        out.println("Building the CDK app");
        out.flush();
        cdk.build(folder.resolve("build.log"));
    }

    private List<String> command(String name, List<String> stacks) {
        List<String> arguments = new ArrayList<>(List.of(name));
        arguments.addAll(stacks.isEmpty() ? List.of("--all") : stacks);
        addContext(arguments);
        return arguments;
    }

    private void addContext(List<String> arguments) {
        arguments.addAll(List.of("--context", "environment=" + environment));
        context.forEach(value -> arguments.addAll(List.of("--context", value)));
    }

    private StackOutputs outputs() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError("Cannot create " + folder + ": " + e.getMessage(), e);
        }
        return new StackOutputs(environment, folder.resolve(environment + "-outputs.json"));
    }
}
