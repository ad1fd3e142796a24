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
 * The Iceberg tables of a lake: which snapshots they have, how far each followed what it is made from, and which files on this
 * machine each consists of.
 */
public final class LayerTables implements AutoCloseable {

    /** The namespaces, in the order of a record's way. */
    static final List<String> LAYERS = List.of("bronze", "silver", "gold");

    /** What the jobs put in front of the upstream table's layer in a commit. */
    private static final String THROUGH = "orderlake.through-";

    private final Catalog catalog;
    private final LocalFiles files;

    private LayerTables(Map<String, String> properties, LocalFiles files) {
        this.files = files;
        try {
            this.catalog = CatalogUtil.buildIcebergCatalog("lake", properties, null);
        } catch (RuntimeException | LinkageError e) {
            throw new UserError("Cannot reach the catalog " + told(properties) + ": " + reason(e), e);
        }
    }

    /** Without what may be secret. */
    private static String told(Map<String, String> properties) {
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
     * Of a lake whose bucket is a folder on this machine.
     *
     * @param properties of the catalog, as Iceberg names them
     * @param bucket the folder that is the bucket
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
     * Of a lake elsewhere, whose files are copied here as they are wanted.
     *
     * @param properties of the catalog, as Iceberg names them
     * @param cache where the copies go
     */
    public static LayerTables copied(Map<String, String> properties, Path cache, ConsoleProgress progress) {
        Map<String, String> own = new HashMap<>(Map.of(
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                // The client of the SDK that loads the fewest classes.
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

    /** A table, even one that nothing was written to; empty where there is none. */
    Optional<Table> find(String layer, String name) {
        try {
            return Optional.of(catalog.loadTable(TableIdentifier.of(layer, name)));
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            return Optional.empty();
        } catch (RESTException e) {
            throw new UserError("Cannot read " + layer + "." + name + ": " + e.getMessage(), e);
        }
    }

    /** A table as it stands; empty where there is none, or nothing in it. */
    public Optional<Table> table(String layer, String name) {
        return find(layer, name).filter(standing -> standing.currentSnapshot() != null);
    }

    /** The upstream snapshot that a table's last commit contains; empty where no commit says so. */
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
                    throw new UserError(
                            "Cannot read " + table.name()
                                    + ": expected plain data files, but some have delete files, which only Iceberg's readers apply");
                }
                locations.add(task.file().location());
            }
        } catch (IOException | RuntimeIOException | NotFoundException e) {
            throw new UserError("Cannot read " + table.name() + ": " + e.getMessage(), e);
        }
        return files.of(table, locations);
    }

    /** The data files that a table consists of now; none where there is no such table. */
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
