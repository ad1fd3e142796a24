package io.orderlake.lakewriter.bronze;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/** Creates the catalog at its first use, so that the service can start while the catalog is unavailable. */
public final class LazyCatalog implements Supplier<Catalog>, Closeable {

    /** The name that every client of the lake uses. */
    private static final String NAME = "lake";

    private final Map<String, String> properties;
    private @Nullable Catalog created;

    public LazyCatalog(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public synchronized Catalog get() {
        if (created == null) {
            // There is no Hadoop here, so there is no Hadoop configuration.
            created = CatalogUtil.buildIcebergCatalog(NAME, properties, null);
        }
        return created;
    }

    @Override
    public synchronized void close() throws IOException {
        if (created instanceof Closeable open) {
            open.close();
        }
    }
}
