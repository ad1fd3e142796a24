package io.orderlake.lakewriter.bronze;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/** The catalog, made when it is asked for first: one that is away then keeps no service from starting. */
public final class LazyCatalog implements Supplier<Catalog>, Closeable {

    /** As every client of the lake names it. */
    private static final String NAME = "lake";

    private final Map<String, String> properties;
    private @Nullable Catalog made;

    public LazyCatalog(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public synchronized Catalog get() {
        if (made == null) {
            // Without Hadoop there is no configuration of Hadoop's.
            made = CatalogUtil.buildIcebergCatalog(NAME, properties, null);
        }
        return made;
    }

    @Override
    public synchronized void close() throws IOException {
        if (made instanceof Closeable open) {
            open.close();
        }
    }
}
