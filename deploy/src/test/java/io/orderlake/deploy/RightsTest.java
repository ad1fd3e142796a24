package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RightsTest {

    /** Actions that cannot be limited to a resource. */
    private static final Set<String> OF_NO_RESOURCE = Set.of(
            "cloudwatch:PutMetricData",
            "ecr:GetAuthorizationToken",
            "logs:CreateLogDelivery",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets");

    @Test
    void noRoleHasAnActionOfMoreThanOneName() {
        assertThat(statements())
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(actions(statement)).isNotEmpty().noneMatch(action -> action.contains("*")));
    }

    @Test
    void noRoleHasARightOnAllResourcesThatCouldBeOnOne() {
        assertThat(statements())
                .filteredOn(statement -> resources(statement).contains("*"))
                .allSatisfy(statement -> assertThat(OF_NO_RESOURCE).containsAll(actions(statement)));
    }

    @Test
    void wildcardsOccurOnlyAfterANamedPrefix() {
        assertThat(statements())
                .flatMap(RightsTest::resources)
                .filteredOn(resource -> resource.contains("*") && !resource.equals("*"))
                .isNotEmpty()
                .allMatch(resource -> resource.indexOf('*') == resource.length() - 1)
                .allMatch(resource -> Stream.of(
                                "/landing/*",
                                "/errors/*",
                                "/oversize/*",
                                "/lake/*",
                                "/lake/bronze/*",
                                "/jobs/*",
                                "table/CustomerOrders/stream/*",
                                "table/bronze/*",
                                "table/silver/*",
                                "table/gold/*",
                                "log-group:/aws-glue/jobs/*")
                        .anyMatch(resource::endsWith));
    }

    @ParameterizedTest
    @EnumSource(DeployedService.class)
    void aServiceWritesToNothingThatBelongsToAnother(DeployedService service) {
        Set<String> written = new TreeSet<>();
        for (JsonNode statement : ofTask(service)) {
            if (actions(statement).stream().anyMatch(RightsTest::writes)) {
                resources(statement).forEach(resource -> written.add(named(resource)));
            }
        }
        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(
                        switch (service) {
                            case ORDER_WRITER -> List.of(Names.ORDERS, Names.VERSIONS, Names.IDEMPOTENCY);
                            case STREAM_RELAY -> List.of(Names.RELAY, Names.CHANGES, "oversize/*");
                            case TRANSFORMER -> List.of(Names.TRANSFORMER, Names.EVENTS, "oversize/*");
                            case LAKE_WRITER ->
                                List.of(
                                        Names.LEDGER,
                                        "landing/*",
                                        "errors/*",
                                        // Only to erase a person.
                                        "oversize/*",
                                        "lake/bronze/*",
                                        "catalog",
                                        "database/bronze",
                                        "table/bronze/*");
                            case LAKE_VERIFIER -> List.of();
                        });
    }

    @Test
    void onlyTheTransformerGetsTheMaskKey() {
        assertThat(Stream.of(DeployedService.values())
                        .filter(service -> tasks(service).toString().contains("ORDERLAKE_MASK_KEY")))
                .containsExactly(DeployedService.TRANSFORMER);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeployedService.class,
            names = {"ORDER_WRITER", "TRANSFORMER"})
    void theExecutionRoleMayReadTheSecretThatIsEncryptedWithOurKey(DeployedService service) {
        assertThat(of(service, "ExecutionRoleArn"))
                .flatMap(RightsTest::actions)
                .contains("secretsmanager:GetSecretValue", "kms:Decrypt");
    }

    @Test
    void theNotifierOfFailuresMayUseTheKeyOfTheTopic() {
        assertThat(policies("lakehouse").stream()
                        .filter(policy -> policy.toString().contains("sns:Publish"))
                        .flatMap(RightsTest::statements)
                        .flatMap(statement -> actions(statement).stream()))
                .contains("kms:GenerateDataKey", "kms:Decrypt");
    }

    private static boolean writes(String action) {
        return Stream.of(":Put", ":Update", ":Delete", ":Create").anyMatch(action::contains)
                && !action.equals("cloudwatch:PutMetricData");
    }

    /** The part of a resource's name that our tests use. */
    static String named(String resource) {
        String flat = resource.replaceAll("[^A-Za-z0-9/*]", "");
        if (flat.contains("ExportsOutputFnGetAttKey")) {
            return "key";
        } else if (flat.contains("ExportsOutputFnGetAttLake") && resource.endsWith("}")) {
            return "bucket";
        } else if (resource.matches(".*:table/\\w+(/stream/\\*)?")) {
            return resource.substring(resource.indexOf(":table/") + ":table/".length());
        }
        for (String name : List.of(
                Names.ORDERS,
                Names.VERSIONS,
                Names.IDEMPOTENCY,
                Names.RELAY,
                Names.TRANSFORMER,
                Names.LEDGER,
                Names.CHANGES,
                Names.EVENTS)) {
            if (flat.contains("ExportsOutputFnGetAtt" + name.replace("-", ""))) {
                return name;
            }
        }
        return Stream.of(
                        "oversize/*",
                        "landing/*",
                        "errors/*",
                        "lake/bronze/*",
                        "database/bronze",
                        "table/bronze/*",
                        "catalog")
                .filter(resource::endsWith)
                .findFirst()
                .orElse(resource);
    }

    private static JsonNode tasks(DeployedService service) {
        return Synthesized.of("prod").resource("fleet", "AWS::ECS::TaskDefinition", "Family", service.text());
    }

    static List<JsonNode> ofTask(DeployedService service) {
        return of(service, "TaskRoleArn");
    }

    private static List<JsonNode> of(DeployedService service, String roleName) {
        String role = tasks(service).path(roleName).path("Fn::GetAtt").path(0).asText();
        return policies("fleet").stream()
                .filter(policy -> policy.at("/Roles/0/Ref").asText().equals(role))
                .flatMap(RightsTest::statements)
                .toList();
    }

    /** The statements of all roles of all stacks. */
    private static List<JsonNode> statements() {
        return Synthesized.STACKS.stream()
                .flatMap(stack -> policies(stack).stream())
                .flatMap(RightsTest::statements)
                .toList();
    }

    private static List<JsonNode> policies(String stack) {
        return List.copyOf(
                Synthesized.of("prod").resources(stack, "AWS::IAM::Policy").values());
    }

    private static Stream<JsonNode> statements(JsonNode policy) {
        return StreamSupport.stream(policy.at("/PolicyDocument/Statement").spliterator(), false);
    }

    static List<String> actions(JsonNode statement) {
        return texts(statement.path("Action"));
    }

    static List<String> resources(JsonNode statement) {
        return texts(statement.path("Resource"));
    }

    private static List<String> texts(JsonNode oneOrMany) {
        if (!oneOrMany.isArray()) {
            return List.of(Synthesized.text(oneOrMany));
        }
        List<String> texts = new ArrayList<>();
        oneOrMany.forEach(one -> texts.add(Synthesized.text(one)));
        return texts;
    }
}
