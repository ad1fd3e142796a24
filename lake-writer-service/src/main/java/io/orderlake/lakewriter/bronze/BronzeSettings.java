package io.orderlake.lakewriter.bronze;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Whether and how landed rows also become Iceberg tables.
 *
 * @param catalog properties of the Iceberg catalog: {@code type}, which is {@code rest} or {@code glue}, {@code uri},
 *     {@code warehouse} and so on. Region, endpoint and credentials default to those of {@code orderlake.aws}. Empty: no
 *     bronze
 * @param commitEvery interval of commits: 1s to 10m
 * @param maxRows a commit takes no further claim when it has that many rows
 * @param maxBytes or when their objects have that size; a backlog needs several commits
 */
@ConfigurationProperties("orderlake.lake.bronze")
public record BronzeSettings(
        @DefaultValue Map<String, String> catalog,
        @DefaultValue("30s") Duration commitEvery,
        @DefaultValue("500000") int maxRows,
        @DefaultValue("32MB") DataSize maxBytes) {

    private static final String TYPE = "type";
    private static final String REST = "rest";
    private static final String GLUE = "glue";
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_INTERVAL = Duration.ofMinutes(10);
    private static final int MISSED_ROUNDS = 3;
    private static final Duration MIN_EXPIRY = Duration.ofSeconds(15);
    private static final int MAX_ROWS = 10_000_000;
    private static final DataSize MIN_SIZE = DataSize.ofKilobytes(1);
    private static final DataSize MAX_SIZE = DataSize.ofGigabytes(1);

    public BronzeSettings {
        catalog = Map.copyOf(catalog);
        if (!catalog.isEmpty()) {
            checkCatalog(catalog);
        }
        require(
                commitEvery.compareTo(MIN_INTERVAL) >= 0 && commitEvery.compareTo(MAX_INTERVAL) <= 0,
                "commit-every",
                "1s to 10m",
                commitEvery);
        require(maxRows >= 1 && maxRows <= MAX_ROWS, "max-rows", "1 to " + MAX_ROWS, maxRows);
        require(
                maxBytes.compareTo(MIN_SIZE) >= 0 && maxBytes.compareTo(MAX_SIZE) <= 0,
                "max-bytes",
                "1KB to 1GB",
                maxBytes);
    }

    /** Whether bronze is switched on. */
    public boolean isOn() {
        return !catalog.isEmpty();
    }

    /** Location below which tables are created; empty where the warehouse is a name that only the catalog resolves. */
    public Optional<String> warehouseLocation() {
        return Optional.ofNullable(catalog.get("warehouse"))
                .filter(warehouse -> warehouse.contains("://"))
                .map(warehouse -> warehouse.replaceAll("/+$", ""));
    }

    /** After how long without renewal another instance may take the lease of a table. */
    public Duration leaseExpiry() {
        Duration rounds = commitEvery.multipliedBy(MISSED_ROUNDS);
        return rounds.compareTo(MIN_EXPIRY) > 0 ? rounds : MIN_EXPIRY;
    }

    private static void checkCatalog(Map<String, String> catalog) {
        String type = catalog.getOrDefault(TYPE, "");
        require(type.equals(REST) || type.equals(GLUE), "catalog.type", "rest or glue", "\"" + type + "\"");
        String needed = type.equals(REST) ? "uri" : "warehouse";
        String value = catalog.getOrDefault(needed, "");
        require(
                !value.isBlank(),
                "catalog." + needed,
                type.equals(REST) ? "the URI of the catalog" : "the S3 location of the tables",
                "\"" + value + "\"");
    }

    private static void require(boolean holds, String key, String expected, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Cannot use orderlake.lake.bronze." + key + ": expected " + expected + " but was " + was);
        }
    }
}
