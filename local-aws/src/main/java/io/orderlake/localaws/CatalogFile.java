package io.orderlake.localaws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The file in which a group's catalog keeps the tables' names and locations: an H2 database. */
public record CatalogFile(Path directory) {

    private static final String NAME = "tables";

    /** Of the group that has, or had, its state there. */
    public static CatalogFile of(Path state) {
        return new CatalogFile(state.toAbsolutePath().resolve("catalog"));
    }

    /** Whether a catalog has ever run there. */
    public boolean exists() {
        return Files.exists(file());
    }

    private Path file() {
        return directory.resolve(NAME + ".mv.db");
    }

    /** For a process that has the file to itself. H2 would hold a commit back for half a second, which a kill would lose. */
    String jdbcUrl() {
        return url() + ";WRITE_DELAY=0";
    }

    private String url() {
        return "jdbc:h2:file:" + directory.toAbsolutePath().resolve(NAME) + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
    }

    /**
     * Iceberg's properties of a catalog over a copy, with which a group that has ended can be read without keeping it from starting
     * again meanwhile. They need H2 on the class path.
     */
    public Map<String, String> copiedTo(Path folder) throws IOException {
        CatalogFile copy = new CatalogFile(Files.createDirectories(folder));
        Files.copy(file(), copy.file(), StandardCopyOption.REPLACE_EXISTING);
        return Map.of(
                "type", "jdbc", "uri", copy.url(), "jdbc.schema-version", "V1", "warehouse", LocalAwsGroup.WAREHOUSE);
    }
}
