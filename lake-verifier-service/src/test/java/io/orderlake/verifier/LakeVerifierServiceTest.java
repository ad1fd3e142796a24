package io.orderlake.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.localaws.LocalAwsGroup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The complete service, before any other service of the fleet has ever run. */
class LakeVerifierServiceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void isReadyAndProvesNothingWhereNothingIs(VerifierSettings.Witness witness) throws Exception {
        try (LocalAwsGroup aws = LocalAwsGroup.start(folder.resolve("aws"), LocalAwsGroup.Tables.IN_MEMORY);
                ConfigurableApplicationContext service = start(aws.endpoints(), witness)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(get(management(service), "/actuator/health/readiness")
                                    .statusCode())
                            .isEqualTo(200));
            String proof = get(port(service), "/proof").body();
            assertThat(proof).contains("\"verified_through\":null").contains("\"claim_forged\":0");
            assertThat(get(port(service), "/journey/orders/o-1").statusCode()).isEqualTo(404);
            assertThat(get(management(service), "/actuator/prometheus").body())
                    .contains("orderlake_verified_through_seconds")
                    .contains("orderlake_verified_differences");
        }
    }

    private ConfigurableApplicationContext start(LocalAwsGroup.Endpoints at, VerifierSettings.Witness witness) {
        return SpringApplication.run(
                LakeVerifierApplication.class,
                "--server.port=0",
                "--management.server.port=0",
                "--orderlake.verify.witness=" + witness,
                "--orderlake.verify.tick-every=100ms",
                "--orderlake.verify.state=" + folder.resolve("state"),
                "--orderlake.aws.kinesis-endpoint=" + at.kinesis(),
                "--orderlake.aws.dynamodb-endpoint=" + at.dynamodb(),
                "--orderlake.aws.s3-endpoint=" + at.s3());
    }

    private static String port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getProperty("local.server.port", "");
    }

    private static String management(ConfigurableApplicationContext service) {
        return service.getEnvironment().getProperty("local.management.port", "");
    }

    private static HttpResponse<String> get(String port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
