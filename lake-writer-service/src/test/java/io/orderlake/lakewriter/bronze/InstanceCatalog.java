package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.Effects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseMetastoreCatalog;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.io.OutputFile;

/** One instance's way to the shared catalog and its files: each step is an effect that may fail. */
final class InstanceCatalog extends BaseMetastoreCatalog implements SupportsNamespaces {

    private final SharedCatalog shared;
    private final Effects effects;
    private final Optional<FileIO> elsewhere;

    InstanceCatalog(SharedCatalog shared, Effects effects) {
        this(shared, effects, Optional.empty());
    }

    /** @param elsewhere where all files but the metadata's go */
    InstanceCatalog(SharedCatalog shared, Effects effects, Optional<FileIO> elsewhere) {
        this.shared = shared;
        this.effects = effects;
        this.elsewhere = elsewhere;
    }

    @Override
    protected TableOperations newTableOps(TableIdentifier id) {
        return new Operations(shared.operations(id));
    }

    @Override
    protected String defaultWarehouseLocation(TableIdentifier id) {
        return shared.location(id);
    }

    private final class Operations implements TableOperations {
        private final TableOperations operations;

        Operations(TableOperations operations) {
            this.operations = operations;
        }

        @Override
        public TableMetadata current() {
            return operations.current();
        }

        @Override
        public TableMetadata refresh() {
            return effects.happen("refresh", operations::refresh);
        }

        @Override
        public void commit(TableMetadata base, TableMetadata metadata) {
            String what = base == null ? "create" : base.schema().sameSchema(metadata.schema()) ? "commit" : "evolve";
            effects.happen(what, () -> {
                if (shared.isReadOnly) {
                    throw new ServiceUnavailableException("read-only");
                }
                operations.commit(base, metadata);
                return true;
            });
        }

        @Override
        public FileIO io() {
            return new Files(elsewhere.orElseGet(operations::io));
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return operations.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return operations.locationProvider();
        }
    }

    private final class Files implements FileIO {
        private static final long serialVersionUID = 1L;
        private final transient FileIO files;

        Files(FileIO files) {
            this.files = files;
        }

        @Override
        public InputFile newInputFile(String path) {
            return files.newInputFile(path);
        }

        @Override
        public OutputFile newOutputFile(String path) {
            String kind = path.endsWith(".parquet") ? "data file" : "manifest";
            return effects.happen(kind, () -> files.newOutputFile(path));
        }

        @Override
        public void deleteFile(String path) {
            shared.deleted.add(path);
            files.deleteFile(path);
        }
    }

    @Override
    public void createNamespace(Namespace namespace, Map<String, String> metadata) {
        effects.happen("create namespace", () -> {
            shared.createNamespace(namespace, metadata);
            return true;
        });
    }

    @Override
    public boolean namespaceExists(Namespace namespace) {
        return shared.namespaceExists(namespace);
    }

    @Override
    public List<Namespace> listNamespaces(Namespace namespace) {
        return shared.listNamespaces(namespace);
    }

    @Override
    public Map<String, String> loadNamespaceMetadata(Namespace namespace) {
        return shared.loadNamespaceMetadata(namespace);
    }

    @Override
    public boolean dropNamespace(Namespace namespace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean setProperties(Namespace namespace, Map<String, String> properties) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean removeProperties(Namespace namespace, Set<String> properties) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<TableIdentifier> listTables(Namespace namespace) {
        return shared.listTables(namespace);
    }

    @Override
    public boolean dropTable(TableIdentifier id, boolean purge) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void renameTable(TableIdentifier from, TableIdentifier to) {
        throw new UnsupportedOperationException();
    }
}
