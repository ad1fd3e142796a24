package io.orderlake.launcher.lake;

import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Table;

/** Where a table's data files are on this machine. */
interface LocalFiles {

    /** The files in the order of their locations. */
    List<Path> of(Table table, List<String> locations);
}
