package io.orderlake.lakewriter.landing;

import com.github.luben.zstd.Zstd;
import io.orderlake.contract.Column;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Parquet with ZSTD, one row group an object, without any class of Hadoop: see docs/adr/0006. */
public final class Parquet implements RowFormat {

    private static final int LEVEL = 3;
    private static final MethodHandle FILE_WRITER = fileWriter();

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
        MessageType schema = ParquetSchema.of(table);
        ParquetProperties properties = ParquetProperties.builder().build();
        MemoryFile file = new MemoryFile();
        try (ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                        new ZstdPages(),
                        schema,
                        properties.getAllocator(),
                        properties.getColumnIndexTruncateLength(),
                        properties.getPageWriteChecksumEnabled());
                ColumnWriteStore columns = properties.newColumnWriteStore(schema, pages, pages)) {
            writeRows(columns, schema, table, rows);
            ParquetFileWriter writer = open(file, schema, properties);
            writer.start();
            writer.startBlock(rows.size());
            columns.flush();
            pages.flushToFileWriter(writer);
            writer.endBlock();
            writer.end(Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write Parquet to memory", e);
        }
        return file.bytes.toByteArray();
    }

    private static void writeRows(
            ColumnWriteStore columns, MessageType schema, TablePlan table, List<@Nullable Object[]> rows) {
        List<ParquetValues> writers = new ArrayList<>();
        for (Column column : table.schema()) {
            // Each column has exactly one leaf, so leaves stand in schema order.
            var leaf = schema.getColumns().get(writers.size());
            writers.add(new ParquetValues(column.type(), leaf, columns.getColumnWriter(leaf)));
        }
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < writers.size(); i++) {
                writers.get(i).write(row[i]);
            }
            columns.endRecord();
        }
    }

    /** javac cannot name this constructor: it looks at its neighbours too, and those need Hadoop's classes. */
    private static MethodHandle fileWriter() {
        try {
            return MethodHandles.publicLookup()
                    .findConstructor(
                            ParquetFileWriter.class,
                            MethodType.methodType(
                                    void.class,
                                    OutputFile.class,
                                    MessageType.class,
                                    ParquetFileWriter.Mode.class,
                                    long.class,
                                    int.class,
                                    FileEncryptionProperties.class,
                                    ParquetProperties.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("parquet-hadoop is of another version than pom.xml says", e);
        }
    }

    private static ParquetFileWriter open(OutputFile file, MessageType schema, ParquetProperties properties)
            throws IOException {
        try {
            return (ParquetFileWriter) FILE_WRITER.invoke(
                    file, schema, ParquetFileWriter.Mode.CREATE, Long.MAX_VALUE, 0, null, properties);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ZstdPages implements CompressionCodecFactory.BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            return BytesInput.from(Zstd.compress(page.toByteArray(), LEVEL));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
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
