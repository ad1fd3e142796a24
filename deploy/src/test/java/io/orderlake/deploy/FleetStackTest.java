package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetStackTest {

    private static final String SERVICE = "AWS::ECS::Service";
    private static final String ALARM = "AWS::CloudWatch::Alarm";

    @ParameterizedTest
    @EnumSource(DeployedService.class)
    void eachServiceRunsUnderProfileAwsAndPublishesNoMetricButOurs(DeployedService service) {
        assertThat(arguments("prod", service))
                .contains(
                        "--spring.profiles.active=aws",
                        "--orderlake.aws.region=${AWS::Region}",
                        "--management.metrics.enable.all=false",
                        "--management.metrics.enable.orderlake=true");
    }

    @Test
    void publishersGetTheLaneCountOfTheStreamsTag() {
        assertThat(arguments("prod", DeployedService.STREAM_RELAY)).contains("--orderlake.streams.lanes=64");
        assertThat(arguments("prod", DeployedService.TRANSFORMER)).contains("--orderlake.streams.lanes=64");
    }

    @Test
    void theLakeWriterTagsRejectsWhereTheBucketLetsThemExpire() {
        assertThat(arguments("dev", DeployedService.LAKE_WRITER)).contains("--orderlake.lake.errors.expire-after=30d");
        assertThat(arguments("prod", DeployedService.LAKE_WRITER))
                .noneMatch(argument -> argument.contains("expire-after"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-relay-service", "transformer-service", "lake-writer-service"})
    void streamingServicesScaleOnTheirLag(String service) {
        assertThat(Synthesized.of("prod").resources("fleet", ALARM).values())
                .filteredOn(alarm -> alarm.at("/Metrics/0/Expression")
                        .asText()
                        .equals("SELECT MAX(\"orderlake.lag.value\") FROM SCHEMA(\"Orderlake\", service, shard, stream)"
                                + " WHERE service = '" + service + "'"))
                .extracting(alarm -> alarm.path("ComparisonOperator").asText() + " "
                        + alarm.path("Threshold").asInt())
                .containsExactlyInAnyOrder("LessThanOrEqualToThreshold 5000", "GreaterThanOrEqualToThreshold 30000");
    }

    @ParameterizedTest
    @EnumSource(DeployedService.class)
    void aServiceAccountOfANamedClusterAssumesItsOwnRoleOnly(DeployedService service) {
        JsonNode trust = Synthesized.withCluster("arn:aws:iam::123456789012:oidc-provider/oidc.example.org/id/A1")
                .trust(service);
        assertThat(trust.at("/1/Principal/Federated").asText()).endsWith("oidc-provider/oidc.example.org/id/A1");
        assertThat(trust.at("/1/Action").asText()).isEqualTo("sts:AssumeRoleWithWebIdentity");
        JsonNode condition = trust.at("/1/Condition/StringEquals");
        assertThat(condition).hasSize(2);
        assertThat(condition.path("oidc.example.org/id/A1:aud").asText()).isEqualTo("sts.amazonaws.com");
        assertThat(condition.path("oidc.example.org/id/A1:sub").asText())
                .isEqualTo("system:serviceaccount:orderlake:orderlake-" + service.image());
        assertThat(Synthesized.of("dev").trust(service))
                .as("without a cluster, tasks of ECS alone")
                .hasSize(1);
    }

    @Test
    void anArnOfAnotherKindIsRejectedByASentenceThatNamesIt() {
        assertThatThrownBy(() -> new ServiceAccounts("https://oidc.example.org", "orderlake"))
                .hasMessageContaining("oidc-provider")
                .hasMessageContaining("https://oidc.example.org");
    }

    @Test
    void atMostOneVerifierRuns() {
        JsonNode verifier =
                Synthesized.of("prod").resource("fleet", SERVICE, "ServiceName", DeployedService.LAKE_VERIFIER.text());
        assertThat(verifier.path("DesiredCount").asInt()).isEqualTo(1);
        assertThat(verifier.at("/DeploymentConfiguration/MaximumPercent").asInt())
                .isEqualTo(100);
    }

    @Test
    void theOrderWriterIsReachedThroughItsProxyOnly() {
        JsonNode writer =
                Synthesized.of("prod").resource("fleet", SERVICE, "ServiceName", DeployedService.ORDER_WRITER.text());
        assertThat(writer.at("/LoadBalancers/0/ContainerName").asText()).isEqualTo("proxy");
        assertThat(writer.path("LoadBalancers")).hasSize(1);
        assertThat(arguments("prod", DeployedService.ORDER_WRITER)).noneMatch(argument -> argument.contains("address"));
        JsonNode task = Synthesized.of("prod")
                .resource("fleet", "AWS::ECS::TaskDefinition", "Family", DeployedService.ORDER_WRITER.text());
        assertThat(task.at("/ContainerDefinitions/0/Secrets/0/Name").asText()).isEqualTo("TOKEN");
    }

    @Test
    void theLoadBalancerIsInsideAndSpeaksTls() {
        Synthesized made = Synthesized.of("prod");
        assertThat(made.resources("fleet", "AWS::ElasticLoadBalancingV2::LoadBalancer")
                        .values())
                .hasSize(1)
                .allSatisfy(
                        balancer -> assertThat(balancer.path("Scheme").asText()).isEqualTo("internal"));
        assertThat(made.resources("fleet", "AWS::ElasticLoadBalancingV2::Listener")
                        .values())
                .hasSize(1)
                .allSatisfy(listener ->
                        assertThat(listener.path("Protocol").asText()).isEqualTo("HTTPS"));
    }

    @Test
    void devStopsWhenNothingIsWrittenOrAskedForAndStartsWithTheNextOfEither() {
        Synthesized dev = Synthesized.of("dev");
        JsonNode idle = dev.resource("fleet", ALARM, "AlarmName", "orderlake-idle");
        assertThat(idle.path("Metrics").findValuesAsText("MetricName"))
                .containsExactlyInAnyOrder("ConsumedWriteCapacityUnits", "RequestCount", "HTTPCode_ELB_503_Count");
        assertThat(idle.path("EvaluationPeriods").asInt()).isEqualTo(24);
        Map<String, JsonNode> rules = dev.resources("fleet", "AWS::Events::Rule");
        assertThat(rules.values())
                .extracting(rule -> rule.at("/EventPattern/detail/state/value/0")
                                .asText() + " " + rule.at("/Targets/0/Input").asText())
                .containsExactlyInAnyOrder("ALARM {\"tasks\":0}", "OK {\"tasks\":1}");
        String machine = definition(dev, "orderlake-resize");
        for (DeployedService service : DeployedService.values()) {
            assertThat(machine).contains("\"Service\":\"" + service.text() + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "prod"})
    void onlyDevStopsItself(String environment) {
        assertThat(Synthesized.of(environment).resources("fleet", "AWS::Events::Rule"))
                .isEmpty();
    }

    static String definition(Synthesized made, String machine) {
        for (String stack : Synthesized.STACKS) {
            for (JsonNode properties :
                    made.resources(stack, "AWS::StepFunctions::StateMachine").values()) {
                if (properties.path("StateMachineName").asText().equals(machine)) {
                    return Synthesized.text(properties.path("DefinitionString"));
                }
            }
        }
        throw new AssertionError("expected a state machine " + machine);
    }

    private static List<String> arguments(String environment, DeployedService service) {
        JsonNode containers = Synthesized.of(environment)
                .resource("fleet", "AWS::ECS::TaskDefinition", "Family", service.text())
                .path("ContainerDefinitions");
        return StreamSupport.stream(containers.spliterator(), false)
                .filter(container -> container.path("Name").asText().equals(service.text()))
                .flatMap(container ->
                        StreamSupport.stream(container.path("Command").spliterator(), false))
                .map(Synthesized::text)
                .toList();
    }
}
