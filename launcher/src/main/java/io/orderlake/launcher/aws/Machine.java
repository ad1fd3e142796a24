package io.orderlake.launcher.aws;

import io.orderlake.launcher.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * What the CDK needs on this machine: programs, credentials, a region.
 *
 * @param variables the environment variables
 * @param instanceRole whether the machine has an IAM role; called only if there are no other credentials
 */
public record Machine(Map<String, String> variables, BooleanSupplier instanceRole) {

    private static final int MIN_NODE = 20;
    private static final List<String> CREDENTIAL_VARIABLES = List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI");
    private static final Pattern NODE = Pattern.compile("v(\\d+)\\..*");

    public Machine {
        variables = Map.copyOf(variables);
    }

    public static Machine here() {
        return new Machine(System.getenv(), Machine::hasInstanceRole);
    }

    /** Throws an error that names what is missing, if stacks cannot be deployed from this machine. */
    void check() {
        checkNode();
        program("npx");
        checkCredentials();
        if (region().isEmpty()) {
            throw new UserError("Cannot determine the AWS region: expected AWS_REGION, or a region in profile "
                    + profileName() + " of " + file("AWS_CONFIG_FILE", "config"));
        }
    }

    /** The location of a program on the path. */
    Path program(String name) {
        return Stream.of(variables.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UserError("Cannot find " + name + " on the PATH: expected Node.js " + MIN_NODE
                        + " or newer, which the CDK needs (https://nodejs.org)"));
    }

    Optional<String> region() {
        return variable("AWS_REGION")
                .or(() -> variable("AWS_DEFAULT_REGION"))
                .or(() -> profile().flatMap(profile -> profile.property("region")));
    }

    private void checkNode() {
        Path node = program("node");
        String printed = versionOf(node);
        Matcher version = NODE.matcher(printed);
        if (!version.matches() || Integer.parseInt(version.group(1)) < MIN_NODE) {
            throw new UserError(
                    "Cannot use " + node + ": expected Node.js " + MIN_NODE + " or newer but was " + printed);
        }
    }

    private String versionOf(Path node) {
        ProcessBuilder builder = new ProcessBuilder(node.toString(), "--version").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        try {
            return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UserError("Cannot start " + node + ": " + e.getMessage(), e);
        }
    }

    /** Checks only that there are credentials; whether AWS accepts them is found out by the CDK. */
    private void checkCredentials() {
        boolean inEnvironment =
                CREDENTIAL_VARIABLES.stream().anyMatch(name -> variable(name).isPresent());
        if (inEnvironment || profile().filter(Machine::givesCredentials).isPresent() || instanceRole.getAsBoolean()) {
            return;
        }
        throw new UserError(
                "Cannot find AWS credentials: expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, profile "
                        + profileName() + " in " + file("AWS_SHARED_CREDENTIALS_FILE", "credentials") + " or "
                        + file("AWS_CONFIG_FILE", "config")
                        + " (AWS_PROFILE selects another), or an IAM role of this machine");
    }

    private static boolean givesCredentials(Profile profile) {
        return profile.properties().keySet().stream()
                .anyMatch(key -> key.equals("aws_access_key_id")
                        || key.equals("role_arn")
                        || key.equals("credential_process")
                        || key.equals("login_session")
                        || key.startsWith("sso_"));
    }

    private Optional<Profile> profile() {
        ProfileFile.Aggregator files = ProfileFile.aggregator();
        add(files, file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), ProfileFile.Type.CREDENTIALS);
        add(files, file("AWS_CONFIG_FILE", "config"), ProfileFile.Type.CONFIGURATION);
        return files.build().profile(profileName());
    }

    private static void add(ProfileFile.Aggregator files, Path file, ProfileFile.Type type) {
        if (Files.isReadable(file)) {
            files.addFile(ProfileFile.builder().content(file).type(type).build());
        }
    }

    private String profileName() {
        return variable("AWS_PROFILE").orElse("default");
    }

    private Path file(String variable, String name) {
        return Path.of(variable(variable)
                .orElse(variables.getOrDefault("HOME", System.getProperty("user.home")) + "/.aws/" + name));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    private static boolean hasInstanceRole() {
        try (InstanceProfileCredentialsProvider provider = InstanceProfileCredentialsProvider.create()) {
            provider.resolveCredentials();
            return true;
        } catch (SdkException e) {
            return false;
        }
    }
}
