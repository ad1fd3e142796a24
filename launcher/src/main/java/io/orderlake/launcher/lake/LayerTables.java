package io.orderlake.launcher.lake;

import io.orderlake.launcher.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The Iceberg tables of a lake whose bucket is a folder on this machine: which snapshots they have, how far each followed what it
 * is made from, and which files it consists of.
 */
public final class LayerTables implements AutoCloseable {

    /** What the jobs put in front of the upstream table's layer in a commit. */
    private static final String THROUGH = "orderlake.through-";

    private final RESTCatalog catalog = new RESTCatalog();
    private final Path bucket;

    /**
     * @param properties of the catalog, as Iceberg names them
     * @param bucket the folder that is the bucket
     */
    public LayerTables(Map<String, String> properties, Path bucket) {
        this.bucket = bucket;
        Map<String, String> own = new HashMap<>(properties);
        own.put("io-impl", BucketFolderIO.class.getName());
        own.put(BucketFolderIO.FOLDER, bucket.toString());
        catalog.initialize("lake", own);
    }

    /** A table as it stands; empty where there is none, or nothing in it. */
    public Optional<Table> table(String layer, String name) {
        try {
            Table table = catalog.loadTable(TableIdentifier.of(layer, name));
            return Optional.of(table).filter(standing -> standing.currentSnapshot() != null);
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            return Optional.empty();
        } catch (RESTException e) {
            throw new UserError("Cannot read " + layer + "." + name + ": " + e.getMessage(), e);
        }
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
        List<Path> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().useSnapshot(snapshot).planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new UserError(
                            "Cannot read " + table.name()
                                    + ": expected plain data files, but some have delete files, which only Iceberg's readers apply");
                }
                DataFile file = task.file();
                files.add(BucketFolderIO.local(bucket, file.location()));
            }
        } catch (IOException e) {
            throw new UserError("Cannot read " + table.name() + ": " + e.getMessage(), e);
        }
        return files;
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
            catalog.close();
        } catch (IOException e) {
            throw new UserError("Cannot close the catalog: " + e.getMessage(), e);
        }
    }
}
