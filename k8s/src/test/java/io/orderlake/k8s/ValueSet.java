package io.orderlake.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The sets of values that the umbrella chart contains. */
enum ValueSet {
    DEFAULT("values.yaml"),
    MINIMAL("values-minimal.yaml"),
    PRODUCTION("values-production.yaml"),
    LOCAL("values-local.yaml");

    private static final YAMLMapper YAML = new YAMLMapper();

    private final String file;

    ValueSet(String file) {
        this.file = file;
    }

    Path file() {
        return Chart.ORDERLAKE.folder().resolve(file);
    }

    /** Writes the values of one chart to a file, so that the chart can be rendered alone. */
    Path fileFor(Chart chart, Path folder) {
        if (chart == Chart.ORDERLAKE) {
            return file();
        }
        ObjectNode values = YAML.createObjectNode();
        JsonNode all = read(file());
        if (all.path(chart.label()) instanceof ObjectNode own) {
            values.setAll(own);
        }
        if (all.has("global")) {
            values.set("global", all.get("global"));
        }
        return write(values, folder.resolve(chart.label() + "-" + name().toLowerCase(Locale.ROOT) + ".yaml"));
    }

    static JsonNode read(Path file) {
        return YAML.readTree(file);
    }

    static Path write(JsonNode values, Path file) {
        try {
            return Files.writeString(file, YAML.writeValueAsString(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
