package io.orderlake.orderwriter.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.orderlake.orderwriter.input.FieldError;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.table.OrderTableSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GeneratorSettingsTest {

    private static final GeneratorSettings DEFAULTS =
            new GeneratorSettings(null, 0.334, GeneratorMix.defaults(), 0, 0, null, 8, null);

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Binding.class);

    @EnableConfigurationProperties({GeneratorSettings.class, OrderTableSettings.class})
    static class Binding {}

    @Test
    void allDefaults() {
        context.run(started -> {
            assertThat(started.getBean(GeneratorSettings.class)).isEqualTo(DEFAULTS);
            assertThat(started.getBean(OrderTableSettings.class)).isEqualTo(OrderTableSettings.defaults());
        });
    }

    @Test
    void allKeys() {
        context.withPropertyValues(
                        "orderlake.generator.enabled=true",
                        "orderlake.generator.rate=2.5",
                        "orderlake.generator.mix.create=1",
                        "orderlake.generator.mix.update=2",
                        "orderlake.generator.mix.cancel=3",
                        "orderlake.generator.mix.address=4",
                        "orderlake.generator.mix.promo=5",
                        "orderlake.generator.mix.delete=6",
                        "orderlake.generator.orders=7",
                        "orderlake.generator.changes=8",
                        "orderlake.generator.seed=9",
                        "orderlake.generator.in-flight=10",
                        "orderlake.generator.journal=some/journal.jsonl",
                        "orderlake.order-table.name=AAA",
                        "orderlake.order-table.versions=BBB",
                        "orderlake.order-table.idempotency=CCC")
                .run(started -> {
                    GeneratorMix mix = new GeneratorMix(1, 2, 3, 4, 5, 6);
                    assertThat(started.getBean(GeneratorSettings.class))
                            .isEqualTo(
                                    new GeneratorSettings(true, 2.5, mix, 7, 8, 9L, 10, Path.of("some/journal.jsonl")));
                    assertThat(started.getBean(OrderTableSettings.class))
                            .isEqualTo(new OrderTableSettings("AAA", "BBB", "CCC"));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "orderlake.generator.rate=-1, orderlake.generator.rate: expected 0 to 1000000 but was -1.0",
        "orderlake.generator.in-flight=0, orderlake.generator.in-flight: expected 1 to 32 but was 0",
        "orderlake.generator.mix.create=0, orderlake.generator.mix.create: expected a weight from 1 to 1000000 but was 0",
        "orderlake.order-table.name=K1, orderlake.order-table.name: expected 3 to 255",
        "orderlake.generator.speed=1, orderlake.generator.speed",
        "orderlake.order-table.nom=1, orderlake.order-table.nom",
    })
    void aWrongOrUnknownKeyStopsTheStart(String property, String message) {
        context.withPropertyValues(property).run(failed -> {
            assertThat(failed).hasFailed();
            assertThatThrownBy(() -> failed.getBean(GeneratorSettings.class)).hasStackTraceContaining(message);
        });
    }

    @Test
    void aRequestOverridesWhatItNames() {
        byte[] body = "{\"rate\":0,\"orders\":300,\"seed\":-7,\"mix\":{\"delete\":0}}".getBytes(UTF_8);

        assertThat(DEFAULTS.with(GeneratorOverrides.read(body)))
                .isEqualTo(new GeneratorSettings(null, 0, new GeneratorMix(40, 30, 8, 8, 8, 0), 300, 0, -7L, 8, null));
        assertThat(DEFAULTS.with(GeneratorOverrides.read(new byte[0]))).isEqualTo(DEFAULTS);
    }

    @Test
    void aRequestMayNotNameFiles() {
        byte[] body = "{\"journal\":\"/etc/passwd\",\"mix\":{\"creat\":1},\"orders\":-1}".getBytes(UTF_8);

        assertThat(catchThrowableOfType(RequestRefusal.class, () -> DEFAULTS.with(GeneratorOverrides.read(body)))
                        .errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("journal", "mix.creat", "orders");
    }

    @Test
    void otherWritesAreAddedToTheRateOfNewOrders() {
        GeneratorMix half = new GeneratorMix(1, 1, 0, 0, 0, 0);
        GeneratorSettings tenOrders = new GeneratorSettings(null, 10, half, 0, 0, null, 8, null);

        assertThat(tenOrders.interval()).isCloseTo(0.05, within(1e-9));
    }
}
