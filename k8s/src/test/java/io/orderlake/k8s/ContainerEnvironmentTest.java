package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContainerEnvironmentTest {

    /** Variables that the JVM and the SDK read, and not Spring. */
    private static final List<String> OF_OTHERS = List.of("JAVA_TOOL_OPTIONS");

    private static final Set<String> SPRINGS = springsVariables();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void everyVariableIsReadByTheService(ValueSet set) {
        assertThat(containers(set))
                .isNotEmpty()
                .allSatisfy(container -> assertThat(container.environment().keySet())
                        .allMatch(
                                variable -> isRead(variable, container.chart().settings()),
                                "is a setting of " + container.chart()));
    }

    @ParameterizedTest
    @EnumSource(ValueSet.class)
    void everySettingIsOneThatTheServiceTakes(ValueSet set) {
        assertThat(containers(set)).allSatisfy(container -> {
            Binder binder = binder(container.environment());
            container.chart().settings().records().forEach((prefix, type) -> binder.bind(prefix, type));
        });
    }

    @Test
    void aSettingReachesTheServiceAsItWasWritten() throws IOException {
        Path values = Files.writeString(folder.resolve("values.yaml"), """
                global: {aws: {region: eu-central-1}, names: {ledger: our-ledger, events: our-events, bucket: our-lake}}
                lake-writer:
                  orderlake:
                    stalled-after: 90s
                    shard-threads: 1000
                    lake: {formats: [parquet], max-bytes: 16MB, errors: {expire-after: 30d}}
                    pack: {max-bytes: 1048576}
                    publish: {retry-from: 20ms}
                """);
        Map<String, String> environment = container(Chart.LAKE_WRITER, values).environment();

        assertThat(environment)
                .containsEntry("SPRING_PROFILES_ACTIVE", "aws")
                .containsEntry("ORDERLAKE_AWS_REGION", "eu-central-1")
                .containsEntry("ORDERLAKE_LEASE_TABLE", "our-ledger")
                .containsEntry("ORDERLAKE_LAKE_BUCKET", "our-lake")
                .containsEntry("ORDERLAKE_STALLED_AFTER", "90s")
                .containsEntry("ORDERLAKE_SHARD_THREADS", "1000")
                .containsEntry("ORDERLAKE_PACK_MAX_BYTES", "1048576")
                .containsEntry("ORDERLAKE_LAKE_FORMATS", "parquet")
                .containsEntry("ORDERLAKE_LAKE_ERRORS_EXPIRE_AFTER", "30d")
                .containsEntry("ORDERLAKE_PUBLISH_RETRY_FROM", "20ms");
        assertThat(json(environment))
                .isEqualTo(Map.of("spring.cloud.stream.bindings.land-in-0.destination", "our-events"));
        Binder binder = binder(environment);
        String settings = Chart.LAKE_WRITER.settings().records().entrySet().stream()
                .map(known -> String.valueOf(binder.bindOrCreate(known.getKey(), known.getValue())))
                .collect(Collectors.joining());
        assertThat(settings)
                .contains("formats=[parquet]", "stalledAfter=PT1M30S", "expireAfter=PT720H", "leaseTable=our-ledger")
                .contains("maxBytes=16777216B", "maxBytes=1048576", "region=eu-central-1", "retryFrom=PT0.02S");
    }

    @Test
    void everyServiceIsToldTheSameNames() throws IOException {
        Path values = Files.writeString(
                folder.resolve("values.yaml"),
                "global: {names: {bucket: b-1, changes: c-1, events: e-1, relay: r-1, transformer: t-1, ledger: l-1}}");

        assertThat(Stream.of(Chart.STREAM_RELAY, Chart.TRANSFORMER, Chart.LAKE_WRITER)
                        .map(chart -> json(container(chart, values).environment())))
                .containsExactly(
                        Map.of("spring.cloud.stream.bindings.changes-out-0.destination", "c-1"),
                        Map.of(
                                "spring.cloud.stream.bindings.transform-in-0.destination", "c-1",
                                "spring.cloud.stream.bindings.transform-out-0.destination", "e-1"),
                        Map.of("spring.cloud.stream.bindings.land-in-0.destination", "e-1"));
        assertThat(container(Chart.LAKE_VERIFIER, values).environment())
                .containsEntry("ORDERLAKE_VERIFY_CHANGE_STREAM", "c-1")
                .containsEntry("ORDERLAKE_VERIFY_ROW_STREAM", "e-1")
                .containsEntry("ORDERLAKE_VERIFY_RELAY_TABLE", "r-1")
                .containsEntry("ORDERLAKE_VERIFY_TRANSFORMER_TABLE", "t-1")
                .containsEntry("ORDERLAKE_VERIFY_LEDGER_TABLE", "l-1")
                .containsEntry("ORDERLAKE_VERIFY_BUCKET", "b-1");
    }

    @Test
    void extraVariablesWinOverSettings() throws IOException {
        Path values = Files.writeString(
                folder.resolve("values.yaml"),
                "transformer: {extraEnv: [{name: ORDERLAKE_STALLED_AFTER, value: 2m}], orderlake: {stalled-after: 1m}}");

        assertThat(container(Chart.TRANSFORMER, values).environment()).containsEntry("ORDERLAKE_STALLED_AFTER", "2m");
    }

    private static List<Container> containers(ValueSet set) {
        return Container.of(Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(2), set.file()));
    }

    private static Container container(Chart chart, Path values) {
        return Container.of(Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(2), values)).stream()
                .filter(container -> container.chart() == chart)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isRead(String variable, KnownSettings known) {
        return known.readsVariable(variable) || SPRINGS.contains(variable) || OF_OTHERS.contains(variable);
    }

    private static Map<String, Object> json(Map<String, String> environment) {
        Map<String, Object> values = new LinkedHashMap<>();
        JsonNode node = new JsonMapper().readTree(environment.getOrDefault("SPRING_APPLICATION_JSON", "{}"));
        node.properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString()));
        return values;
    }

    private static Binder binder(Map<String, String> environment) {
        StandardEnvironment spring = new StandardEnvironment();
        spring.setConversionService(new ApplicationConversionService());
        spring.getPropertySources()
                .forEach(source -> spring.getPropertySources().remove(source.getName()));
        spring.getPropertySources().addLast(new MapPropertySource("json", json(environment)));
        spring.getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(environment)));
        return Binder.get(spring);
    }

    /** Keys in Spring's own metadata. */
    private static Set<String> springsVariables() {
        Set<String> variables = new TreeSet<>(Set.of("SPRING_APPLICATION_JSON"));
        for (String file :
                List.of("spring-configuration-metadata.json", "additional-spring-configuration-metadata.json")) {
            try {
                for (URL url : Collections.list(
                        ContainerEnvironmentTest.class.getClassLoader().getResources("META-INF/" + file))) {
                    try (InputStream in = url.openStream()) {
                        new JsonMapper()
                                .readTree(in)
                                .path("properties")
                                .forEach(known -> variables.add(KnownSettings.variable(
                                        known.path("name").asString(""))));
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return variables;
    }
}
