package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Charts, compose file and poms name the same images. */
class ImagesTest {

    private static final Path REPOSITORY = Chart.MODULE.resolve("..").normalize();
    private static final String VERSION = "0.1.0-SNAPSHOT";

    @Test
    void chartsRunTheImagesThatThePomsMake() throws IOException {
        for (Container container :
                Container.of(Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(0), ValueSet.DEFAULT.file()))) {
            String pom = Files.readString(
                    REPOSITORY.resolve(container.chart().module()).resolve("pom.xml"));

            assertThat(container.spec().getImage()).isEqualTo("orderlake/" + text(pom, "image.name") + ":" + VERSION);
            assertThat(text(pom, "image.port")).isEqualTo("" + container.port("http"));
            assertThat(text(pom, "image.management-port")).isEqualTo("" + container.port("management"));
        }
    }

    @Test
    void podsRunAsTheUserOfTheImage() throws IOException {
        String user = text(Files.readString(REPOSITORY.resolve("pom.xml")), "user");

        assertThat(Container.of(Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(0), ValueSet.DEFAULT.file())))
                .extracting(Container::pod)
                .allSatisfy(pod -> assertThat(pod.getSecurityContext())
                        .extracting(security -> security.getRunAsUser() + ":" + security.getRunAsGroup())
                        .isEqualTo(user));
    }

    @Test
    void theComposeFileRunsTheWholeFleetWithSettingsThatItKnows() throws IOException {
        Map<String, Object> services = map(compose().get("services"));

        assertThat(services.keySet())
                .containsExactlyInAnyOrderElementsOf(with(
                        "localstack",
                        Chart.services().stream().map(Chart::label).collect(Collectors.toSet())));
        for (Chart chart : Chart.services()) {
            Map<String, Object> service = map(services.get(chart.label()));
            assertThat(service)
                    .containsEntry("image", "orderlake/" + chart.label() + ":" + VERSION)
                    .containsEntry("network_mode", "host")
                    .containsEntry("read_only", true)
                    .containsEntry("user", "65532:65532");
            assertThat(map(service.get("environment")).keySet())
                    .contains("ORDERLAKE_AWS_ENDPOINT")
                    .allMatch(variable -> variable.equals("JAVA_TOOL_OPTIONS")
                            || chart.settings().readsVariable(variable));
        }
    }

    private static Set<String> with(String more, Set<String> names) {
        names.add(more);
        return names;
    }

    /** Reads the file with a parser that resolves anchors and merges, as compose does. */
    private static Map<String, Object> compose() throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        return map(
                new Load(settings).loadFromString(Files.readString(REPOSITORY.resolve("deploy/compose/compose.yaml"))));
    }

    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object node) {
        Map<String, Object> entries = new TreeMap<>();
        if (node instanceof Map<?, ?> found) {
            found.forEach((key, value) -> {
                if (key.equals("<<")) {
                    map(value).forEach(entries::putIfAbsent);
                } else {
                    entries.put(String.valueOf(key), value);
                }
            });
        }
        return entries;
    }

    private static String text(String pom, String tag) {
        Matcher found = Pattern.compile("<" + Pattern.quote(tag) + ">([^<]+)<").matcher(pom);
        assertThat(found.find()).as("<%s>", tag).isTrue();
        return found.group(1);
    }
}
