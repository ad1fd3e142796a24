package io.orderlake.lakewriter.bronze;

import java.util.List;
import java.util.Objects;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a table whose commit is looked up before it counts as failed. Iceberg's HTTP client sends a commit again
 * after 429, and after 503 with Retry-After, although the catalog may have committed. The catalog refuses the second request
 * with a conflict, and Iceberg would then delete the manifests, and we the data files, of a commit that succeeded.
 *
 * <pre>
 *   failure of a commit ---> load the table
 *     a snapshot has the commit's id ----------------------------> success
 *     conflict, and no snapshot since the base has the id --------> the conflict: the files may be deleted
 *     anything else, or the table cannot be loaded ---------------> CommitStateUnknownException: nothing is deleted
 * </pre>
 *
 * For one commit.
 */
final class VerifiedCommits implements TableOperations {

    /** In the summary of a snapshot: the id of its commit, which is also in the names of its data files. */
    static final String COMMIT = "orderlake.commit";

    private final TableOperations catalog;
    private final String commitId;
    private final @Nullable Long baseSnapshot;

    /** @param baseSnapshot the snapshot before the first attempt; null for none */
    VerifiedCommits(TableOperations catalog, String commitId, @Nullable Long baseSnapshot) {
        this.catalog = catalog;
        this.commitId = commitId;
        this.baseSnapshot = baseSnapshot;
    }

    /** @throws CommitFailedException only if the table surely does not contain the commit */
    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        try {
            catalog.commit(base, metadata);
        } catch (RuntimeException failure) {
            TableMetadata now = afterFailure(failure);
            if (!contains(now)) {
                throw failure instanceof CommitFailedException && reachesBase(now)
                        ? failure
                        : new CommitStateUnknownException(failure);
            }
        }
    }

    private TableMetadata afterFailure(RuntimeException failure) {
        try {
            return catalog.refresh();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            throw new CommitStateUnknownException(failure);
        }
    }

    private boolean contains(TableMetadata now) {
        return now.snapshots().stream()
                .anyMatch(snapshot -> commitId.equals(snapshot.summary().get(COMMIT)));
    }

    /** If older snapshots have expired, one of them may have been the commit's. */
    private boolean reachesBase(TableMetadata now) {
        Snapshot current = now.currentSnapshot();
        @Nullable Long oldest = current == null ? null : Long.valueOf(current.snapshotId());
        for (Snapshot ancestor : current == null ? List.<Snapshot>of() : ancestors(current, now)) {
            if (Objects.equals(ancestor.snapshotId(), baseSnapshot)) {
                return true;
            }
            oldest = ancestor.parentId();
        }
        return Objects.equals(oldest, baseSnapshot);
    }

    private static Iterable<Snapshot> ancestors(Snapshot newest, TableMetadata table) {
        return SnapshotUtil.ancestorsOf(newest.snapshotId(), table::snapshot);
    }

    @Override
    public TableMetadata current() {
        return catalog.current();
    }

    @Override
    public TableMetadata refresh() {
        return catalog.refresh();
    }

    @Override
    public FileIO io() {
        return catalog.io();
    }

    @Override
    public EncryptionManager encryption() {
        return catalog.encryption();
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return catalog.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
        return catalog.locationProvider();
    }

    @Override
    public TableOperations temp(TableMetadata uncommitted) {
        return catalog.temp(uncommitted);
    }

    @Override
    public long newSnapshotId() {
        return catalog.newSnapshotId();
    }
}
