package io.orderlake.lakewriter.landing;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** Parquet with ZSTD, one row group an object. */
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

    /** The whole object, of values as {@link Outcome.Row#values()} says. */
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
