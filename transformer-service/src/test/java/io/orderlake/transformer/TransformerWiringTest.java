package io.orderlake.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.stream.RuntimeSettings;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.publish.PublishingProcessor;
import io.orderlake.stream.publish.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class TransformerWiringTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Surroundings.class, TransformerWiring.class)
            .withBean(InstantSource.class, () -> InstantSource.fixed(TransformFixtures.NOW))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({RuntimeSettings.class, StreamSettings.class, PackSettings.class})
    static class Surroundings {}

    @Test
    void theProcessorOfTheInputBindingTransforms() {
        runner.run(context -> {
            PublishingProcessor processor = context.getBean("transformProcessor", PublishingProcessor.class);
            assertThat(processor.function().apply(TransformFixtures.batch(TransformFixtures.packed(0, "poison"))))
                    .extracting(batch -> batch.records().size())
                    .isEqualTo(1);
        });
    }

    @Test
    void underProfileAwsAMissingMaskKeyStopsTheStart() {
        runner.withPropertyValues("spring.profiles.active=aws")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(
                                "orderlake.mask.key: expected a secret of at least 16 characters under profile aws, but it is"
                                        + " not set"));
        runner.withPropertyValues("spring.profiles.active=aws", "orderlake.mask.key=0123456789abcdef")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void recordsThatNoKinesisRecordCouldHoldStopTheStart() {
        runner.withPropertyValues("orderlake.pack.max-bytes=959999")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("orderlake.pack.max-bytes: expected at least 960000, which is 10000 above"
                                + " orderlake.transform.max-record-bytes, but was 959999"));
        runner.withPropertyValues("orderlake.pack.max-bytes=960000")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aTableThatAsksForAnUnknownEnrichmentStopsTheStart(@TempDir Path folder) throws IOException {
        Path tables = Files.writeString(
                folder.resolve("tables.yml"),
                "tables: { t: { source: T, key: [id], columns: { id: string }, enrich: [sparkle] } }");

        runner.withPropertyValues("orderlake.tables=" + tables)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("Cannot use table t, key enrich: expected line_total"));
    }
}
