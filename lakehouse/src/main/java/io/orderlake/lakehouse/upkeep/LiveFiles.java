package io.orderlake.lakehouse.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** The files that a reader of a table's current snapshot opens. */
public record LiveFiles(long files, long bytes, long deleteFiles) {

    static LiveFiles of(Table table) {
        table.refresh();
        LiveFiles live = new LiveFiles(0, 0, 0);
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                live = new LiveFiles(
                        live.files + 1,
                        live.bytes + task.file().fileSizeInBytes(),
                        live.deleteFiles + task.deletes().size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the files of " + table.name(), e);
        }
        return live;
    }
}
