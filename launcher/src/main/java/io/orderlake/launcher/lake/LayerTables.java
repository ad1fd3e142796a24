package io.orderlake.launcher.lake;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The Iceberg tables of a lake: their snapshots, the upstream snapshot that each of them contains, and their data files on this
 * machine.
 */
public final class LayerTables implements AutoCloseable {

    /** The namespaces, in the order in which a record reaches them. */
    static final List<String> LAYERS = List.of("bronze", "silver", "gold");

    /** The property that the jobs add to a commit, before the name of the upstream table's layer. */
    private static final String THROUGH = "orderlake.through-";

    private final Catalog catalog;
    private final LocalFiles files;

    private LayerTables(Map<String, String> properties, LocalFiles files) {
        this.files = files;
        try {
            this.catalog = CatalogUtil.buildIcebergCatalog("lake", properties, null);
        } catch (RuntimeException | LinkageError e) {
            throw new UserError("Cannot reach the catalog " + description(properties) + ": " + reason(e), e);
        }
    }

    /** Only properties that contain no secrets. */
    private static String description(Map<String, String> properties) {
        return properties.getOrDefault("type", "") + " " + properties.getOrDefault("uri", "");
    }

    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /**
     * The tables of a lake whose bucket is a folder on this machine.
     *
     * @param properties the properties of the catalog, with Iceberg's names
     * @param bucket the folder of the bucket
     */
    public LayerTables(Map<String, String> properties, Path bucket) {
        this(
                onFolder(properties, bucket),
                (table, locations) -> locations.stream()
                        .map(location -> BucketFolderIO.local(bucket, location))
                        .toList());
    }

    private static Map<String, String> onFolder(Map<String, String> properties, Path bucket) {
        Map<String, String> own = new HashMap<>(properties);
        own.put("io-impl", BucketFolderIO.class.getName());
        own.put(BucketFolderIO.FOLDER, bucket.toString());
        return own;
    }

    /**
     * The tables of a remote lake; data files are copied to this machine when they are needed.
     *
     * @param properties the properties of the catalog, with Iceberg's names
     * @param cache the folder for the copies
     */
    public static LayerTables copied(Map<String, String> properties, Path cache, ConsoleProgress progress) {
        Map<String, String> own = new HashMap<>(Map.of(
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                // Of the HTTP clients of the SDK, this one loads the fewest classes.
                "http-client.type", "urlconnection"));
        own.putAll(properties);
        return new LayerTables(own, new TableCopy(cache, progress));
    }

    /** The tables of all layers. */
    List<ReferencedTables.Name> all() {
        List<ReferencedTables.Name> all = new ArrayList<>();
        for (String layer : LAYERS) {
            try {
                catalog.listTables(Namespace.of(layer))
                        .forEach(table -> all.add(new ReferencedTables.Name(layer, table.name())));
            } catch (NoSuchNamespaceException e) {
                continue;
            } catch (RESTException e) {
                throw new UserError("Cannot read the catalog: " + e.getMessage(), e);
            }
        }
        return all;
    }

    /** A table, even if nothing was written to it; empty if it does not exist. */
    Optional<Table> find(String layer, String name) {
        try {
            return Optional.of(catalog.loadTable(TableIdentifier.of(layer, name)));
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            return Optional.empty();
        } catch (RESTException e) {
            throw new UserError("Cannot read " + layer + "." + name + ": " + e.getMessage(), e);
        }
    }

    /** A table with a current snapshot; empty if it does not exist or nothing was written to it. */
    public Optional<Table> table(String layer, String name) {
        return find(layer, name).filter(table -> table.currentSnapshot() != null);
    }

    /** The upstream snapshot up to which a table contains its upstream table; empty if no commit names one. */
    public static Optional<Long> through(Table table, String upstream) {
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            String mark = snapshot.summary().get(THROUGH + upstream);
            if (mark != null) {
                return Optional.of(Long.valueOf(mark));
            }
        }
        return Optional.empty();
    }

    /** The data files of a snapshot. */
    public List<Path> files(Table table, long snapshot) {
        List<String> locations = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().useSnapshot(snapshot).planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new UserError("Cannot read " + table.name()
                            + ": expected plain data files, but some have delete files, which DuckDB does not apply");
                }
                locations.add(task.file().location());
            }
        } catch (IOException | RuntimeIOException | NotFoundException e) {
            throw new UserError("Cannot read " + table.name() + ": " + e.getMessage(), e);
        }
        return files.of(table, locations);
    }

    /** The current data files of a table; none if it does not exist. */
    public List<Path> files(String layer, String name) {
        return table(layer, name)
                .map(table -> files(table, table.currentSnapshot().snapshotId()))
                .orElse(List.of());
    }

    @Override
    public void close() {
        try {
            if (catalog instanceof Closeable closeable) {
                closeable.close();
            }
        } catch (IOException e) {
            throw new UserError("Cannot close the catalog: " + e.getMessage(), e);
        }
    }
}
