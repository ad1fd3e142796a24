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

/** The stacks of one environment: makes them, tells of them, takes them away. Exit codes are the CDK's. */
public final class Deployment {

    /** What there is to deploy, in {@code deploy/}. */
    public static final List<String> STACKS = List.of("network", "data", "monitoring", "fleet", "lakehouse");

    public static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

    private static final int NOT_AGREED = 1;

    private static final Map<String, String> MAKES = Map.of(
            "network", "a VPC of two zones, its gateways and endpoints",
            "data", "tables, streams, the lake's bucket, image repositories, secrets and their key",
            "monitoring", "dashboard, alarms and the topic that tells of them",
            "fleet", "five services on Fargate, their roles, a load balancer",
            "lakehouse", "Glue databases, the Spark job with its schedules, Athena's queries");

    private final String environment;
    private final Machine machine;
    private final Cdk cdk;
    private final Path folder;
    private final List<String> context;
    private final PrintStream out;

    /**
     * The stacks that the checkout at {@code home} describes.
     *
     * @param folder for the stacks' outputs and the log of the build
     * @param context what the app is told beside the environment, as {@code name=value}
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
     * Deploys stacks and keeps their outputs.
     *
     * @param stacks none means all
     * @param parameters of stacks, as {@code stack:Name=value}; those that are left out stay as they were deployed
     * @param answers where agreement is read from; null where nobody has to agree
     */
    public int deploy(List<String> stacks, List<String> parameters, @Nullable BufferedReader answers) {
        machine.check();
        List<String> chosen = stacks.isEmpty() ? STACKS : stacks;
        out.println("Deploys to " + environment + ", region " + machine.region().orElseThrow() + ":");
        chosen.forEach(stack -> out.printf("  orderlake-%s-%-10s %s%n", environment, stack, MAKES.get(stack)));
        out.println("What they need of other stacks is deployed with them. It costs by the hour: deploy/README.md.");
        if (answers != null && !agreed("Deploy? Type yes: ", "yes", answers)) {
            return NOT_AGREED;
        }
        build();
        Path written = folder.resolve(environment + "-outputs.new.json");
        List<String> arguments = command("deploy", stacks);
        parameters.forEach(parameter -> arguments.addAll(List.of("--parameters", parameter)));
        arguments.addAll(List.of("--outputs-file", written.toString()));
        if (answers == null) {
            arguments.addAll(List.of("--require-approval", "never"));
        }
        int code = cdk.run(arguments);
        outputs().add(written);
        return code;
    }

    /** Shows the stacks, and what deploying them now would change; a stack that is not deployed is all new. */
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
        // Without a change set, for which one needs the right to write.
        diff.addAll(List.of("--method", "template"));
        return cdk.run(diff);
    }

    /** Values of the charts, made of the outputs of stacks that were deployed from here. */
    public String values() {
        return HelmValues.of(outputs());
    }

    /**
     * Takes all stacks away.
     *
     * @param answers where the environment's name is read from, as agreement; null where nobody has to agree
     */
    public int destroy(@Nullable BufferedReader answers) {
        machine.check();
        out.println("Removes from region " + machine.region().orElseThrow() + ":");
        STACKS.forEach(stack -> out.printf("  orderlake-%s-%-10s %s%n", environment, stack, MAKES.get(stack)));
        out.println("Stays:");
        staying().forEach(line -> out.println("  " + line));
        String question = "Type the environment's name to remove it: ";
        if (answers != null && !agreed(question, environment, answers)) {
            return NOT_AGREED;
        }
        build();
        List<String> arguments = command("destroy", List.of());
        arguments.add("--force");
        return cdk.run(arguments);
    }

    private List<String> staying() {
        List<String> stays = new ArrayList<>();
        if (environment.equals("prod")) {
            stays.add("tables, streams, buckets, images, secrets, logs and the key: CloudFormation retains them");
            stays.add("the stacks themselves, while their termination protection is on: turn it off first");
        } else {
            stays.add("buckets that are not empty, and then stack data: empty them first");
        }
        stays.add("tables that Orderlake only reads, metrics, and the CDK's own stack CDKToolkit");
        return stays;
    }

    private boolean agreed(String question, String expected, BufferedReader answers) {
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
        out.println("Nothing was done: expected \"" + expected + "\", or --yes");
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
            throw new UserError("Cannot make " + folder + ": " + e.getMessage(), e);
        }
        return new StackOutputs(environment, folder.resolve(environment + "-outputs.json"));
    }
}
