package io.orderlake.stream.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.orderlake.stream.RuntimeSettings;
import io.orderlake.stream.RuntimeWiring;
import io.orderlake.stream.aws.AwsSettings;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.publish.PublishSettings;
import io.orderlake.stream.publish.StreamSettings;
import io.orderlake.stream.read.ReaderSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class RuntimeDefaultsTest {

    @ImportAutoConfiguration(RuntimeWiring.class)
    static class Service {}

    @Test
    void everyDefaultHolds() {
        try (ConfigurableApplicationContext service = start(Map.of(), Map.of())) {
            assertThat(service.getBean(RuntimeSettings.class))
                    .isEqualTo(new RuntimeSettings(null, null, null, 8, Duration.ofSeconds(60)));
            assertThat(service.getBean(PackSettings.class)).isEqualTo(PackSettings.defaults());
            assertThat(service.getBean(PublishSettings.class)).isEqualTo(PublishSettings.defaults());
            assertThat(service.getBean(StreamSettings.class)).isEqualTo(StreamSettings.defaults());
            assertThat(service.getBean(ReaderSettings.class)).isEqualTo(ReaderSettings.defaults());
            assertThat(service.getEnvironment().getProperty("management.server.address"))
                    .isEqualTo("127.0.0.1");
            assertThat(service.getEnvironment().getProperty("logging.structured.format.console"))
                    .isNull();
        }
    }

    @Test
    void environmentVariablesReachTheirSettings() {
        Map<String, Object> variables = Map.of(
                "ORDERLAKE_AWS_ENDPOINT", "http://127.0.0.1:4566",
                "ORDERLAKE_READER_POLL_EVERY", "1s",
                "ORDERLAKE_HOME", "/somewhere",
                "ORDERLAKE_READER_SERVICE_HOST", "10.0.0.1",
                "ORDERLAKE_READER_PORT_8081_TCP_ADDR", "10.0.0.1");
        try (ConfigurableApplicationContext service = start(Map.of(), variables)) {
            assertThat(service.getBean(AwsSettings.class).endpoint()).isEqualTo(URI.create("http://127.0.0.1:4566"));
            assertThat(service.getBean(ReaderSettings.class).pollEvery()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void profileAwsAltersNothingAndLogsJson() {
        Map<String, Object> aws =
                Map.of("spring.profiles.active", "aws", "orderlake.aws.endpoint", "http://127.0.0.1:9");
        try (ConfigurableApplicationContext service = start(aws, Map.of())) {
            assertThat(service.getBean(StreamSettings.class).create()).isFalse();
            assertThat(service.getEnvironment().getProperty("logging.structured.format.console"))
                    .isEqualTo("ecs");
            assertThat(service.containsBean("cloudWatchMeterRegistry")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orderlake.streams.lane | 3 | Cannot use the setting orderlake.streams.lane = 3: expected one of"
                        + " orderlake.streams.create, orderlake.streams.lanes, orderlake.streams.retention, orderlake.streams.shards",
                "orderlake.reader.poll-every | soon | Cannot use the setting orderlake.reader.poll-every = soon:"
                        + " expected a value of type Duration ('soon' is not a valid duration)",
                "orderlake.pack.max-bytes | 5 | orderlake.pack.max-bytes: expected 1024 to 1048576 but was 5",
                "orderlake.streams.lanes | 0 | Cannot use lanes: expected a count from 1 to 4096 but was 0",
            })
    void aWrongSettingStopsTheStartWithOneSentence(String key, String value, String sentence) {
        Throwable failure = catchThrowable(() -> start(Map.of(key, value), Map.of()));

        assertThat(described(failure)).isEqualTo(sentence);
    }

    @Test
    void aMistypedVariableOfAKnownRecordStopsTheStart() {
        Throwable failure = catchThrowable(() -> start(Map.of(), Map.of("ORDERLAKE_STREAMS_LANE", "3")));

        assertThat(described(failure)).startsWith("Cannot use the setting orderlake.streams.lane = 3: expected one of");
    }

    private static String described(Throwable failure) {
        FailureAnalysis analysis = new StartFailures().analyze(failure);
        return Objects.requireNonNull(analysis, () -> "No analysis of " + failure)
                .getDescription();
    }

    private static ConfigurableApplicationContext start(Map<String, Object> settings, Map<String, Object> variables) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
        return new SpringApplicationBuilder(Service.class)
                .environment(environment)
                .properties("spring.main.web-application-type=none", "logging.level.root=off")
                .run();
    }
}
