package io.orderlake.launcher.lake;

import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Table;

/** Provides the data files of a table on this machine. */
interface LocalFiles {

    /** The local files, in the order of the locations. */
    List<Path> of(Table table, List<String> locations);
}
