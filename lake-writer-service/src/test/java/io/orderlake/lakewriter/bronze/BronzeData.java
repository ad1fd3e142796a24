package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Partitioning;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.ParquetFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** Reads the data files of a table of bronze, and rewrites them as the lakehouse's jobs do. */
final class BronzeData {

    /** Data files have microseconds. */
    private static final long MICROS = 1000;

    private BronzeData() {}

    static List<DataFile> files(Table table) {
        table.refresh();
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            tasks.forEach(task -> files.add(task.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static byte[] bytes(Table table, DataFile file) {
        try (InputStream in = table.io().newInputFile(file.location()).newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of some columns of all rows, joined. */
    static List<String> values(Table table, String... columns) {
        TablePlan plan = new TablePlan(
                BronzeWorld.ORDERS,
                Arrays.stream(columns).map(name -> column(table, name)).toList(),
                new Partitioning(Partitioning.Scheme.DATE, "cdc_changed_at"),
                Optional.empty());
        List<String> values = new ArrayList<>();
        for (DataFile file : files(table)) {
            read(table, file, plan, row -> values.add(joined(row)));
        }
        return values;
    }

    private static String joined(@Nullable Object[] row) {
        return String.join("|", Arrays.stream(row).map(String::valueOf).toList());
    }

    private static Column column(Table table, String name) {
        var type = table.schema().findField(name).type();
        return new Column(name, IcebergTypes.columnType(type).orElseThrow());
    }

    /** Replaces the files without the rows of such event ids. Keeps only the columns that this erasure knows. */
    static void erase(Table table, Predicate<String> eventId) {
        var overwrite = table.newOverwrite();
        BronzeFiles files = new BronzeFiles(table);
        for (DataFile file : files(table)) {
            overwrite.deleteFile(file);
            copy(table, file, row -> !eventId.test((String) row[2]), files);
        }
        files.end().forEach(overwrite::addFile);
        overwrite.commit();
    }

    /** Replaces all files by copies. */
    static void compact(Table table) {
        var rewrite = table.newRewrite();
        BronzeFiles files = new BronzeFiles(table);
        for (DataFile file : files(table)) {
            rewrite.deleteFile(file);
            copy(table, file, row -> true, files);
        }
        files.end().forEach(rewrite::addFile);
        rewrite.commit();
    }

    /** Copies order_id and the technical columns of a file's rows. */
    private static void copy(Table table, DataFile file, Predicate<@Nullable Object[]> isKept, BronzeFiles files) {
        TablePlan columns = BronzeWorld.plan(List.of("json")).tables().get(0);
        RowConversion conversion = new RowConversion(BronzeWorld.ORDERS, table.schema(), columns);
        read(table, file, columns, row -> {
            if (isKept.test(row)) {
                files.write(conversion.convert(row));
            }
        });
    }

    private static void read(Table table, DataFile file, TablePlan columns, Consumer<@Nullable Object[]> rows) {
        new ParquetFormat().decode(bytes(table, file), columns, row -> {
            for (int i = 0; i < row.length; i++) {
                if (columns.schema().get(i).type() == ColumnType.Simple.TIMESTAMP && row[i] instanceof Long micros) {
                    row[i] = micros / MICROS;
                }
            }
            rows.accept(row);
        });
    }
}
