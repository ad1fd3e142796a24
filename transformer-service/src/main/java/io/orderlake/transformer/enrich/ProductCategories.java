package io.orderlake.transformer.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the reference file of product categories: a YAML mapping of product name to category. */
public final class ProductCategories {

    private static final String SHIPPED = "product-categories.yml";
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private ProductCategories() {}

    /** @throws IllegalArgumentException where the file is no such mapping */
    public static Map<String, String> read(Path file) {
        try {
            return read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read product categories from " + file + ": " + e, e);
        }
    }

    /** The categories that are shipped. */
    public static Map<String, String> shipped() {
        try (InputStream yaml = ProductCategories.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (yaml == null) {
                throw new IllegalStateException("Cannot find " + SHIPPED + " on the class path");
            }
            return read(SHIPPED, yaml.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + SHIPPED, e);
        }
    }

    private static Map<String, String> read(String name, byte[] yaml) {
        JsonNode mapping;
        try {
            mapping = YAML.readTree(yaml);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Cannot use " + name + ": " + e.getOriginalMessage(), e);
        }
        if (!mapping.isObject()) {
            throw new IllegalArgumentException(
                    "Cannot use " + name + ": expected a mapping of product name to category");
        }
        Map<String, String> categories = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
            categories.put(entry.getKey(), category(name, entry.getKey(), entry.getValue()));
        }
        return categories;
    }

    private static String category(String name, String product, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new IllegalArgumentException(
                    "Cannot use " + name + ": product \"" + product + "\": expected a category but was " + value);
        }
        return value.asString();
    }
}
