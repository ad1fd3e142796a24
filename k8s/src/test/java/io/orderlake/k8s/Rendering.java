package io.orderlake.k8s;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The manifests that Helm renders from a chart. */
record Rendering(String text, List<Manifest> manifests) {

    /** The oldest version that the charts support, one between, and the newest that the embedded Helm knows. */
    static final List<String> KUBERNETES = List.of("1.29.0", "1.32.0", "1.35.0");

    static final String RELEASE = "orderlake";

    Rendering {
        manifests = List.copyOf(manifests);
    }

    static Rendering of(Chart chart, String kubernetes, Path... values) {
        TemplateCommand template = new Helm(chart.folder())
                .template()
                .withName(RELEASE)
                .withNamespace(RELEASE)
                .withKubeVersion(kubernetes);
        for (Path file : values) {
            template = template.withValuesFile(file);
        }
        String text = template.call();
        // Helm prints the links that it followed before the first manifest.
        String manifests = text.substring(Math.max(text.indexOf("---\n"), 0));
        return new Rendering(manifests, parsed(manifests));
    }

    private static List<Manifest> parsed(String text) {
        YAMLMapper yaml = new YAMLMapper();
        List<Manifest> manifests = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(text)) {
            documents.forEachRemaining(document -> {
                if (document.isObject()) {
                    manifests.add(new Manifest(document));
                }
            });
        }
        return manifests;
    }

    Stream<Manifest> ofKind(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    /** All objects with a pod template. */
    Stream<Manifest> workloads() {
        return manifests.stream().filter(Manifest::hasPods);
    }
}
