package io.orderlake.lakewriter.claim;

import io.orderlake.contract.Tables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Everything besides the rows that decides about the objects of a claim. A process that finishes a claim follows the claim's
 * plan, never its own settings.
 *
 * @param writerVersion changes when equal rows and settings would land differently than before
 * @param bucket the bucket of the objects
 * @param formats names of the row formats; a name implies the codec
 * @param firehose delivery stream that gets the rows instead of landing objects
 * @param tables sorted by name
 */
public record Plan(
        int writerVersion, String bucket, List<String> formats, Optional<String> firehose, List<TablePlan> tables) {

    /** The version of this code. */
    public static final int WRITER_VERSION = 1;

    private static final int HASH_CHARACTERS = 32;

    public Plan {
        formats = List.copyOf(formats);
        tables = List.copyOf(tables);
        if (formats.isEmpty() && firehose.isEmpty()) {
            throw new IllegalArgumentException("Cannot plan: expected at least one format but was none");
        }
    }

    /** The plan of today's settings. */
    public static Plan of(String bucket, List<String> formats, Optional<String> firehose, Tables tables) {
        List<TablePlan> plans = tables.all().stream()
                .map(TablePlan::of)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        return new Plan(WRITER_VERSION, bucket, formats, firehose, plans);
    }

    /** Identifies the plan: equal plans have equal hashes. */
    public String hash() {
        byte[] json = PlanJson.write(this).getBytes(StandardCharsets.UTF_8);
        return Sha256.hex(json).substring(0, HASH_CHARACTERS);
    }

    /** The plan of a table. */
    public Optional<TablePlan> table(String name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst();
    }
}
