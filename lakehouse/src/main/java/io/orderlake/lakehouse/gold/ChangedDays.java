package io.orderlake.lakehouse.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * The days whose files differ between two snapshots of a table that is partitioned by day; found without reading rows.
 * After a compaction, unchanged days may be among them; no changed day is missed.
 *
 * @param withoutDay whether rows without a day may have changed
 */
record ChangedDays(Set<LocalDate> days, boolean withoutDay) {

    /** Empty if the table has other partitions, or the older snapshot does not exist any more. */
    static Optional<ChangedDays> between(Table table, long from, long to, String dayColumn) {
        if (table.snapshot(from) == null || table.specs().size() != 1 || !isByDay(table, dayColumn)) {
            return Optional.empty();
        }
        Map<String, Optional<LocalDate>> before = files(table, from);
        Map<String, Optional<LocalDate>> after = files(table, to);
        Map<String, Optional<LocalDate>> changed = new HashMap<>(before);
        changed.putAll(after);
        changed.keySet().removeIf(file -> before.containsKey(file) && after.containsKey(file));
        Set<LocalDate> days = new HashSet<>();
        changed.values().forEach(day -> day.ifPresent(days::add));
        return Optional.of(new ChangedDays(days, changed.containsValue(Optional.<LocalDate>empty())));
    }

    Column condition(String dayColumn) {
        Column among = days.isEmpty() ? lit(false) : col(dayColumn).isin(days.toArray());
        return withoutDay ? among.or(col(dayColumn).isNull()) : among;
    }

    boolean isEmpty() {
        return days.isEmpty() && !withoutDay;
    }

    private static boolean isByDay(Table table, String dayColumn) {
        PartitionSpec spec = table.spec();
        return spec.fields().size() == 1
                && spec.fields().get(0).transform().toString().equals("day")
                && table.schema()
                        .findColumnName(spec.fields().get(0).sourceId())
                        .equals(dayColumn);
    }

    private static Map<String, Optional<LocalDate>> files(Table table, long snapshot) {
        Map<String, Optional<LocalDate>> files = new HashMap<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().useSnapshot(snapshot).planFiles()) {
            for (FileScanTask task : tasks) {
                @Nullable Integer day = task.partition().get(0, Integer.class);
                files.put(task.file().location(), Optional.ofNullable(day).map(LocalDate::ofEpochDay));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the files of " + table.name(), e);
        }
        return files;
    }
}
