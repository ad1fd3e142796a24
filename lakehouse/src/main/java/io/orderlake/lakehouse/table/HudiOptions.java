package io.orderlake.lakehouse.table;

import io.orderlake.contract.CdcColumns;
import io.orderlake.lakehouse.schema.SchemaWidening;
import java.util.HashMap;
import java.util.Map;

/** The options with which Hudi writes a table; pure. */
final class HudiOptions {

    /** Options with this prefix become properties of the commit. */
    static final String COMMIT_PROPERTIES = "orderlake.";

    /** For a commit after which only the current files remain. */
    static final Map<String, String> WITHOUT_HISTORY = Map.of(
            "hoodie.clean.automatic", "true",
            "hoodie.clean.async", "false",
            "hoodie.clean.policy", "KEEP_LATEST_FILE_VERSIONS",
            "hoodie.clean.fileversions.retained", "1",
            "hoodie.clean.incremental.enabled", "false",
            "hoodie.cleaner.policy", "KEEP_LATEST_FILE_VERSIONS",
            "hoodie.cleaner.fileversions.retained", "1",
            "hoodie.cleaner.incremental.mode", "false");

    private HudiOptions() {}

    static Map<String, String> of(LakeTable table, String operation, String warehouse) {
        Map<String, String> options = new HashMap<>(common());
        options.put("hoodie.table.name", table.name());
        options.put("hoodie.datasource.write.operation", operation);
        table.partitioning().ifPresent(p -> options.put("hoodie.datasource.write.partitionpath.field", p.column()));
        options.putAll(oneWriterAtATime(warehouse));
        if (isByPosition(table)) {
            options.putAll(byPosition(table));
        }
        return options;
    }

    /** Only these are merged; the others are replaced as a whole, and their keys may be null. */
    private static boolean isByPosition(LakeTable table) {
        return SchemaWidening.find(table.schema(), CdcColumns.POSITION).isPresent();
    }

    private static Map<String, String> common() {
        return Map.of(
                "hoodie.datasource.write.table.type", "COPY_ON_WRITE",
                // Athena and Trino read no newer version.
                "hoodie.write.table.version", "6",
                "hoodie.datasource.write.hive_style_partitioning", "true",
                "hoodie.datasource.write.commitmeta.key.prefix", COMMIT_PROPERTIES,
                // It is one more table with files to write in each commit.
                "hoodie.metadata.enable", "false",
                // It would be a server that listens on every interface.
                "hoodie.embed.timeline.server", "false",
                "hoodie.write.markers.type", "DIRECT");
    }

    /** A commit that finds another one made since it began fails, and its files are cleaned up later. */
    private static Map<String, String> oneWriterAtATime(String warehouse) {
        String provider = warehouse.startsWith("s3") ? "StorageBasedLockProvider" : "FileSystemBasedLockProvider";
        return Map.of(
                "hoodie.write.concurrency.mode", "optimistic_concurrency_control",
                "hoodie.clean.failed.writes.policy", "LAZY",
                "hoodie.write.lock.provider", "org.apache.hudi.client.transaction.lock." + provider);
    }

    /** A key's row is found in any partition, and a lower position never replaces a higher one. */
    private static Map<String, String> byPosition(LakeTable table) {
        Map<String, String> options = new HashMap<>();
        options.put("hoodie.datasource.write.recordkey.field", String.join(",", table.key()));
        options.put("hoodie.datasource.write.precombine.field", CdcColumns.POSITION);
        options.put("hoodie.datasource.write.payload.class", "org.apache.hudi.common.model.DefaultHoodieRecordPayload");
        options.put("hoodie.payload.ordering.field", CdcColumns.POSITION);
        options.put("hoodie.record.merge.mode", "EVENT_TIME_ORDERING");
        options.put("hoodie.index.type", "GLOBAL_SIMPLE");
        options.put("hoodie.simple.index.update.partition.path", "true");
        return options;
    }
}
