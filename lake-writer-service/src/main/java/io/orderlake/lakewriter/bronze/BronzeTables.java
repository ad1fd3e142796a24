package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.claim.TablePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jspecify.annotations.Nullable;

/** The tables of bronze in an Iceberg catalog. */
public final class BronzeTables {

    static final Namespace LAYER = Namespace.of("bronze");

    private static final Map<String, String> PROPERTIES = Map.of(
            "format-version", "2",
            "write.parquet.compression-codec", "zstd",
            // A commit every few seconds would leave thousands of metadata files a day.
            "write.metadata.delete-after-commit.enabled", "true");

    private final Supplier<Catalog> catalog;
    private final Optional<String> warehouse;
    private final String committer;

    /**
     * @param catalog called at each step; may fail while the catalog is unavailable
     * @param warehouse location below which tables are created; empty leaves it to the catalog
     * @param committer name of this instance
     */
    public BronzeTables(Supplier<Catalog> catalog, Optional<String> warehouse, String committer) {
        this.catalog = catalog;
        this.warehouse = warehouse;
        this.committer = committer;
    }

    /** The current table; empty where there is none. */
    Optional<Table> load(String name) {
        try {
            return Optional.of(catalog.get().loadTable(id(name)));
        } catch (NoSuchTableException none) {
            return Optional.empty();
        }
    }

    /** Creates the table with the columns of these plans, or returns the one that another instance has created meanwhile. */
    Table create(String name, List<TablePlan> plans) {
        createLayer();
        Schema schema = BronzeEvolution.created(plans);
        Catalog.TableBuilder table = catalog.get()
                .buildTable(id(name), schema)
                .withPartitionSpec(BronzeEvolution.partitioning(schema))
                .withProperties(PROPERTIES);
        warehouse.ifPresent(root -> table.withLocation(root + "/" + LAYER + "/" + name));
        try {
            return table.create();
        } catch (AlreadyExistsException faster) {
            return catalog.get().loadTable(id(name));
        }
    }

    private void createLayer() {
        if (catalog.get() instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(LAYER)) {
            try {
                namespaces.createNamespace(LAYER);
            } catch (AlreadyExistsException faster) {
                // Another instance has created it.
            }
        }
    }

    /** Adds the columns of these plans to the table, in a separate commit. */
    static void evolve(Table table, List<TablePlan> plans) {
        BronzeEvolution evolution = BronzeEvolution.of(table.schema(), plans);
        if (!evolution.changesNothing()) {
            UpdateSchema update = table.updateSchema();
            evolution.applyTo(update);
            update.commit();
        }
    }

    /**
     * Appends the files and moves the pointers in one transaction. Creates a snapshot even without files, because the
     * ancestry of snapshots protects the pointers.
     *
     * @param base the snapshot that was current before any object of these claims was read
     * @param commitId identifies this commit of these files
     * @throws CommitStateUnknownException where the table may contain the files; after any other failure it does not
     */
    void append(Table table, @Nullable Snapshot base, List<DataFile> files, Pointers pointers, String commitId) {
        Long baseId = base == null ? null : base.snapshotId();
        TableOperations operations = ((HasTableOperations) table).operations();
        Transaction transaction =
                Transactions.newTransaction(table.name(), new VerifiedCommits(operations, commitId, baseId));
        AppendFiles append = transaction
                .newAppend()
                .set(BaseSnapshotGuard.COMMITTER, committer)
                .set(VerifiedCommits.COMMIT, commitId)
                .validateWith(new BaseSnapshotGuard(baseId));
        files.forEach(append::appendFile);
        append.commit();
        UpdateProperties properties = transaction.updateProperties();
        pointers.properties().forEach(properties::set);
        properties.commit();
        transaction.commitTransaction();
    }

    private static TableIdentifier id(String name) {
        return TableIdentifier.of(LAYER, name);
    }
}
