package io.orderlake.lakewriter.bronze;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.slf4j.LoggerFactory;

/** The catalog that all instances of a test share. */
final class SharedCatalog extends InMemoryCatalog {

    static {
        // Each conflict that a test makes would be a warning with a stack trace.
        ((Logger) LoggerFactory.getLogger("org.apache.iceberg")).setLevel(Level.ERROR);
    }

    /** Whether tables can be read but not changed. */
    boolean isReadOnly;

    /** Every file that an instance has deleted. */
    final List<String> deleted = new ArrayList<>();

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
