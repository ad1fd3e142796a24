package io.orderlake.lakewriter.landing;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** Parquet with ZSTD. An object has one row group. */
public final class ParquetFormat implements RowFormat {

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public String ending() {
        return ".parquet";
    }

    @Override
    public String contentType() {
        return "application/vnd.apache.parquet";
    }

    @Override
    public byte[] encode(TablePlan table, List<Outcome.Row> rows) {
        return encodeValues(table, rows.stream().map(Outcome.Row::values).toList());
    }

    @Override
    public void decode(byte[] object, TablePlan table, Consumer<@Nullable Object[]> rows) {
        ParquetRowReader.read(object, table, rows);
    }

    @Override
    public ErasedObject erase(byte[] object, TableSpec table, Person person) {
        TablePlan columns = table(object);
        List<@Nullable Object[]> rows = new ArrayList<>();
        try {
            decode(object, columns, rows::add);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
        ErasedRows erased = ErasedRows.of(columns, rows, table, person);
        byte[] bytes = erased.found() == 0 ? object : encodeValues(columns, erased.rows());
        return new ErasedObject(bytes, erased.found(), erased.rows().size(), erased.erased(), Optional.empty());
    }

    /**
     * The columns that an object contains. Json columns are read as texts, because both are written alike. An object does not
     * contain its partitioning.
     *
     * @throws IllegalArgumentException where the bytes are not such an object
     */
    public TablePlan table(byte[] object) {
        try {
            return ParquetRowReader.table(object);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static IllegalArgumentException unreadable(RuntimeException e) {
        return new IllegalArgumentException("Cannot read Parquet: " + e.getMessage(), e);
    }

    /** The whole object, of values as {@link Outcome.Row#values()} describes them. */
    public byte[] encodeValues(TablePlan table, List<@Nullable Object[]> rows) {
        MemoryFile memory = new MemoryFile();
        List<ColumnType> types = table.schema().stream().map(Column::type).toList();
        try (ParquetFile file = new ParquetFile(memory, ParquetSchema.of(table), types)) {
            rows.forEach(file::write);
            file.end();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write Parquet to memory", e);
        }
        return memory.bytes.toByteArray();
    }

    private static final class MemoryFile implements OutputFile {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes.size();
                }

                @Override
                public void write(int b) {
                    bytes.write(b);
                }

                @Override
                public void write(byte[] block, int offset, int length) {
                    bytes.write(block, offset, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
