package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderlake.contract.TablesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/**
 * The stacks of an environment, synthesized once for all tests, since the CDK's kernel, a process of Node, takes seconds to
 * start. Without Node 20 the tests that use it are skipped with a reason; with {@code ORDERLAKE_REQUIRE_NODE=true} they
 * fail.
 */
final class Synthesized {

    static final List<String> STACKS = List.of("network", "data", "monitoring", "fleet", "lakehouse");

    private static final int NODE = 20;
    private static final Map<String, Synthesized> MADE = new HashMap<>();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> templates = new LinkedHashMap<>();
    private final List<JsonNode> invalid;
    private final Map<String, List<String>> findings = new LinkedHashMap<>();

    private Synthesized(String environment, Map<String, String> context) {
        App app = DeployApp.app(AppProps.builder());
        context.forEach(app.getNode()::setContext);
        Stacks stacks = Stacks.add(app, Environment.named(environment), TablesFile.shipped());
        CloudAssembly assembly = app.synth();
        assembly.getStacks().forEach(this::add);
        invalid = violations(assembly);
        List.of(stacks.network(), stacks.data(), stacks.monitoring(), stacks.fleet(), stacks.lakehouse())
                .forEach(stack -> findings.put(stack.getNode().getId(), findings(stack)));
    }

    static synchronized Synthesized of(String environment) {
        requireNode();
        return MADE.computeIfAbsent(environment, name -> new Synthesized(name, Map.of()));
    }

    /** The environment dev, whose roles the pods of a cluster may assume. */
    static synchronized Synthesized withCluster(String oidcProvider) {
        requireNode();
        return MADE.computeIfAbsent(
                "dev " + oidcProvider, name -> new Synthesized("dev", Map.of(ServiceAccounts.PROVIDER, oidcProvider)));
    }

    /** The statements on who may assume a service's role. */
    JsonNode trust(DeployedService service) {
        String role = resource("fleet", "AWS::ECS::TaskDefinition", "Family", service.text())
                .at("/TaskRoleArn/Fn::GetAtt/0")
                .asText();
        return Objects.requireNonNull(resources("fleet", "AWS::IAM::Role").get(role), role)
                .at("/AssumeRolePolicyDocument/Statement");
    }

    JsonNode template(String stack) {
        return Objects.requireNonNull(templates.get(stack), stack);
    }

    /** Findings of cdk-nag without a reason of ours, by stack. */
    Map<String, List<String>> findings() {
        return findings;
    }

    /** Violations of CloudFormation's own rules. */
    List<JsonNode> invalid() {
        return invalid;
    }

    /** Properties of a stack's resources of one type, by logical name. */
    Map<String, JsonNode> resources(String stack, String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        template(stack).path("Resources").properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals(type)) {
                found.put(resource.getKey(), resource.getValue().path("Properties"));
            }
        });
        return found;
    }

    /** The resource of a type whose property has this value. */
    JsonNode resource(String stack, String type, String property, String name) {
        return resources(stack, type).values().stream()
                .filter(properties -> properties.path(property).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected a " + type + " whose " + property + " is " + name));
    }

    /** The text of a value. A reference, which is resolved at deployment, becomes {@code ${name}}. */
    static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.has("Ref")) {
            return "${" + value.path("Ref").asText() + "}";
        }
        if (value.has("Fn::Join")) {
            return StreamSupport.stream(value.path("Fn::Join").path(1).spliterator(), false)
                    .map(Synthesized::text)
                    .collect(Collectors.joining(value.path("Fn::Join").path(0).asText()));
        }
        JsonNode reference = value.elements().next();
        return "${"
                + (reference.isTextual()
                        ? reference.asText()
                        : reference.path(0).asText()) + "}";
    }

    private void add(CloudFormationStackArtifact stack) {
        templates.put(stack.getId(), read(Path.of(stack.getTemplateFullPath())));
    }

    static JsonNode read(Path file) {
        try {
            return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** Findings of cdk-nag in a synthesized stack. */
    static List<String> findings(Stack stack) {
        Annotations annotations = Annotations.fromStack(stack);
        Object ofNag = Match.stringLikeRegexp("(AwsSolutions|CdkNag).*");
        return Stream.concat(annotations.findError("*", ofNag).stream(), annotations.findWarning("*", ofNag).stream())
                .map(message -> message.getId() + ": " + message.getEntry().getData())
                .toList();
    }

    /** Violations of CloudFormation's own rules in all synthesized stacks. */
    static List<JsonNode> violations(CloudAssembly assembly) {
        Path report = Path.of(assembly.getDirectory(), "validation-report.json");
        return read(report).required("pluginReports").findValues("violations").stream()
                .flatMap(violations -> StreamSupport.stream(violations.spliterator(), false))
                .toList();
    }

    static void requireNode() {
        String found = node();
        boolean fits = found.matches("v\\d+\\..*") && Integer.parseInt(found.substring(1, found.indexOf('.'))) >= NODE;
        String reason = "The CDK's checks need Node " + NODE + " or newer on the path; found: " + found;
        if (!fits && Boolean.parseBoolean(System.getenv("ORDERLAKE_REQUIRE_NODE"))) {
            fail(reason);
        }
        if (!fits) {
            System.out.println(reason + ". They are skipped.");
        }
        assumeTrue(fits, reason);
    }

    private static String node() {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "none";
        }
    }
}
