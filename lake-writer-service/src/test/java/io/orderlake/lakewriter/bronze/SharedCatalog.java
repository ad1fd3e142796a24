package io.orderlake.lakewriter.bronze;

import java.util.Map;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** The catalog that all instances of a test share. */
final class SharedCatalog extends InMemoryCatalog {

    SharedCatalog() {
        initialize("lake", Map.of("warehouse", "memory://lake"));
    }

    TableOperations operations(TableIdentifier id) {
        return newTableOps(id);
    }

    String location(TableIdentifier id) {
        return defaultWarehouseLocation(id);
    }
}
