package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringStackTest {

    private static final String ALARM = "AWS::CloudWatch::Alarm";

    @Test
    void thereIsAnAlarmForEachWayToFail() {
        List<String> names = new ArrayList<>();
        Synthesized prod = Synthesized.of("prod");
        prod.resources("monitoring", ALARM)
                .values()
                .forEach(alarm -> names.add(alarm.path("AlarmName").asText()));
        prod.resources("monitoring", "AWS::CloudWatch::CompositeAlarm")
                .values()
                .forEach(alarm -> names.add(alarm.path("AlarmName").asText()));
        assertThat(names)
                .contains(
                        "orderlake-lag-stream-relay-service",
                        "orderlake-lag-transformer-service",
                        "orderlake-lag-lake-writer-service",
                        "orderlake-near-retention-lake-writer-service",
                        "orderlake-no-progress-lake-writer-service",
                        "orderlake-gap-stream-relay-service",
                        "orderlake-freshness-orders",
                        "orderlake-rejects",
                        "orderlake-verified-behind",
                        "orderlake-differences",
                        "orderlake-lakehouse-failed",
                        "orderlake-lakehouse-stale");
    }

    @Test
    void eachAlarmThatIsNotAPartOfAnotherNotifiesTheTopic() {
        assertThat(Synthesized.of("prod").resources("monitoring", ALARM).values())
                .filteredOn(alarm -> !alarm.path("AlarmName").asText().matches("orderlake-(behind|still)-.*"))
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm.path("AlarmActions")).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "prod, orderlake-near-retention-lake-writer-service, 302400000",
        "dev, orderlake-near-retention-lake-writer-service, 43200000",
        "prod, orderlake-near-retention-stream-relay-service, 43200000"
    })
    void anAlarmIsRaisedAtHalfOfTheRetention(String environment, String alarm, long millis) {
        assertThat(Synthesized.of(environment)
                        .resource("monitoring", ALARM, "AlarmName", alarm)
                        .path("Threshold")
                        .asLong())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"dev, notBreaching", "prod, breaching"})
    void missingDataIsAnAlarmUnlessTheFleetMayStopItself(String environment, String silence) {
        assertThat(Synthesized.of(environment)
                        .resource("monitoring", ALARM, "AlarmName", "orderlake-lag-lake-writer-service")
                        .path("TreatMissingData")
                        .asText())
                .isEqualTo(silence);
    }

    @Test
    void theTopicRejectsRequestsWithoutTls() {
        JsonNode policies = Synthesized.of("prod").template("monitoring").path("Resources");
        assertThat(policies.findValues("aws:SecureTransport")).isNotEmpty();
    }
}
