package io.orderlake.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@code tables.yml}. It refuses what it does not understand with an {@link IllegalArgumentException} whose message is
 * one sentence that names file, table, key and value; it never guesses.
 */
public final class TablesFile {

    /** The class-path resource that is used if no other file is set. */
    public static final String SHIPPED = "orderlake-tables.yml";

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TablesFile() {}

    /** The tables of a file. */
    public static Tables read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return read(file.toString(), yaml);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("Cannot use " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** The tables that are used if no file is set. */
    public static Tables shipped() {
        try (InputStream yaml = TablesFile.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (yaml == null) {
                throw new IllegalStateException("Cannot find " + SHIPPED + " on the class path");
            }
            return read(SHIPPED, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + SHIPPED, e);
        }
    }

    /** The tables of a YAML text; messages call it {@code name}. */
    public static Tables read(String name, InputStream yaml) {
        TablesEntry file = new TablesEntry(name, "", "", tree(name, yaml)).allowing("tables");
        List<TableSpec> tables = new ArrayList<>();
        file.member("tables")
                .members()
                .forEach((table, entry) -> tables.add(TableParser.table(name, table, entry.value())));
        if (tables.isEmpty()) {
            throw file.refused("expected at least one table under \"tables\"");
        }
        try {
            return new Tables(tables);
        } catch (IllegalArgumentException e) {
            throw file.refused(e.getMessage());
        }
    }

    private static @Nullable JsonNode tree(String name, InputStream yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JacksonException e) {
            String sentence = e.getOriginalMessage().strip().replaceAll("\\s+", " ");
            throw new IllegalArgumentException(
                    "Cannot use " + name + ": line " + e.getLocation().getLineNr() + ": " + sentence, e);
        }
    }
}
