package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakehouseStackTest {

    @Test
    void everyLayerHasADatabaseAtItsFolder() {
        assertThat(Synthesized.of("prod")
                        .resources("lakehouse", "AWS::Glue::Database")
                        .values())
                .extracting(database -> database.at("/DatabaseInput/Name").asText())
                .containsExactlyInAnyOrder("landing", "bronze", "silver", "gold");
    }

    @Test
    void athenaFindsTheObjectsWithoutACrawler() {
        JsonNode orders = table("orders");
        assertThat(Synthesized.text(orders.at("/Parameters/storage.location.template")))
                .endsWith("/landing/parquet/orders/order_date=${order_date}/");
        assertThat(orders.at("/Parameters/projection.enabled").asText()).isEqualTo("true");
        assertThat(orders.at("/Parameters/projection.order_date.type").asText()).isEqualTo("date");
        assertThat(orders.at("/StorageDescriptor/Columns").findValuesAsText("Name"))
                .contains("order_id", "cdc_position")
                .doesNotContain("order_date");
        assertThat(Synthesized.text(table("rejects").at("/Parameters/storage.location.template")))
                .endsWith("/errors/${stage}/date=${date}/");
    }

    @Test
    void theJobRunsOnGlue51WithIcebergAndOurJar() {
        JsonNode job = Synthesized.of("prod").resource("lakehouse", "AWS::Glue::Job", "Name", "orderlake-lakehouse");
        assertThat(job.path("GlueVersion").asText()).isEqualTo("5.1");
        assertThat(job.at("/DefaultArguments/--datalake-formats").asText()).isEqualTo("iceberg");
        assertThat(job.at("/DefaultArguments/--class").asText()).isEqualTo("io.orderlake.lakehouse.GlueJob");
        assertThat(Synthesized.text(job.at("/DefaultArguments/--extra-jars"))).endsWith("/jobs/lakehouse-job.jar");
        assertThat(Synthesized.text(job.at("/DefaultArguments/--options")))
                .startsWith("--job silver,gold --catalog lake --catalog-option type=glue,")
                .endsWith("/lake");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void aFailedRunIsRetriedAndThenReported(String environment) throws IOException {
        JsonNode states = new ObjectMapper()
                .readTree(FleetStackTest.definition(Synthesized.of(environment), "orderlake-lakehouse"))
                .path("States");
        JsonNode run = states.path("Run");
        assertThat(run.at("/Retry/0/ErrorEquals/0").asText()).isEqualTo("Glue.ConcurrentRunsExceededException");
        assertThat(run.at("/Retry/1/ErrorEquals/0").asText()).isEqualTo("States.ALL");
        assertThat(run.at("/Retry/1/MaxAttempts").asInt()).isEqualTo(2);
        assertThat(run.at("/Catch/0/Next").asText()).isEqualTo("Notify");
        assertThat(states.at("/Notify/Resource").asText()).endsWith(":sns:publish");
        assertThat(states.at("/Notify/Next").asText()).isEqualTo("Failed");
        assertThat(states.at("/Failed/Type").asText()).isEqualTo("Fail");
    }

    @Test
    void devRunsNothingWhileItIsIdle() throws IOException {
        JsonNode machine =
                new ObjectMapper().readTree(FleetStackTest.definition(Synthesized.of("dev"), "orderlake-lakehouse"));
        assertThat(machine.path("StartAt").asText()).isEqualTo("Check the alarm");
        assertThat(machine.at("/States/Idle?/Choices/0/Next").asText()).isEqualTo("Nothing to do");
        assertThat(machine.at("/States/Idle?/Default").asText()).isEqualTo("Run");
    }

    @Test
    void silverAndGoldAreRefreshedAndMaintained() {
        assertThat(Synthesized.of("prod")
                        .resources("lakehouse", "AWS::Scheduler::Schedule")
                        .values())
                .extracting(schedule -> schedule.path("Name").asText() + " "
                        + schedule.path("ScheduleExpression").asText())
                .containsExactlyInAnyOrder("orderlake-refresh rate(15 minutes)", "orderlake-upkeep cron(40 3 * * ? *)");
    }

    @Test
    void resultsOfQueriesAreEncryptedWhateverTheClientAsksFor() {
        JsonNode workGroup = Synthesized.of("prod")
                .resource("lakehouse", "AWS::Athena::WorkGroup", "Name", "orderlake")
                .path("WorkGroupConfiguration");
        assertThat(workGroup.path("EnforceWorkGroupConfiguration").asBoolean()).isTrue();
        assertThat(workGroup
                        .at("/ResultConfiguration/EncryptionConfiguration/EncryptionOption")
                        .asText())
                .isEqualTo("SSE_KMS");
    }

    private static JsonNode table(String name) {
        return Synthesized.of("prod").resources("lakehouse", "AWS::Glue::Table").values().stream()
                .map(table -> table.path("TableInput"))
                .filter(table -> table.path("Name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
