package io.orderlake.lakewriter.landing;

import com.github.luben.zstd.Zstd;
import io.orderlake.contract.ColumnType;
import java.io.IOException;
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
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes a Parquet file with ZSTD, without any class of Hadoop: see docs/adr/0006. */
public final class ParquetFile implements AutoCloseable {

    private static final int LEVEL = 3;
    private static final MethodHandle FILE_WRITER = fileWriter();

    private final MessageType schema;
    private final List<ColumnType> types;
    private final ParquetProperties properties = ParquetProperties.builder().build();
    private final ParquetFileWriter file;
    private @Nullable RowGroup group;

    /** @param types of the columns, each of which has exactly one leaf in the schema */
    public ParquetFile(OutputFile file, MessageType schema, List<ColumnType> types) throws IOException {
        this.schema = schema;
        this.types = List.copyOf(types);
        this.file = open(file, schema, properties);
        this.file.start();
    }

    /** Adds a row to the open row group. */
    public void write(@Nullable Object[] values) {
        if (group == null) {
            group = new RowGroup();
        }
        group.write(values);
    }

    /** Memory of the open row group. */
    public long bufferedBytes() {
        return group == null ? 0 : group.columns.getBufferedSize();
    }

    /** Ends the open row group and frees its memory. */
    public void endRowGroup() throws IOException {
        if (group == null) {
            return;
        }
        try (RowGroup ending = group) {
            group = null;
            file.startBlock(ending.rows);
            ending.columns.flush();
            ending.pages.flushToFileWriter(file);
            file.endBlock();
        }
    }

    /** Ends the file and returns its footer. */
    public ParquetMetadata end() throws IOException {
        endRowGroup();
        file.end(Map.of());
        return file.getFooter();
    }

    /** Frees memory. If {@link #end()} was not called, the file stays incomplete. */
    @Override
    public void close() throws IOException {
        if (group != null) {
            group.close();
        }
        file.close();
    }

    private final class RowGroup implements AutoCloseable {
        private final ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                new ZstdPages(),
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        private final ColumnWriteStore columns = properties.newColumnWriteStore(schema, pages, pages);
        private final List<ParquetValues> writers = new ArrayList<>();
        private long rows;

        RowGroup() {
            for (ColumnType type : types) {
                // Each column has exactly one leaf, so leaves are in schema order.
                var leaf = schema.getColumns().get(writers.size());
                writers.add(new ParquetValues(type, leaf, columns.getColumnWriter(leaf)));
            }
        }

        void write(@Nullable Object[] values) {
            for (int i = 0; i < writers.size(); i++) {
                writers.get(i).write(values[i]);
            }
            columns.endRecord();
            rows++;
        }

        @Override
        public void close() {
            columns.close();
            pages.close();
        }
    }

    /** javac cannot compile a call of this constructor: it resolves the others too, and they need Hadoop's classes. */
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
}
