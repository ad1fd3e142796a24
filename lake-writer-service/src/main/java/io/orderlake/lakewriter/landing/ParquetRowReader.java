package io.orderlake.lakewriter.landing;

import com.github.luben.zstd.Zstd;
import io.orderlake.contract.Column;
import io.orderlake.lakewriter.claim.TablePlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetMetricsCallback;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ParquetFormat} wrote, without any class of Hadoop. */
final class ParquetRowReader {

    private static final int MAX_ALLOCATION = 8 << 20;
    private static final MethodHandle FILE_READER = fileReader();
    private static final ParquetReadOptions OPTIONS = options();

    private ParquetRowReader() {}

    static void read(byte[] object, TablePlan table, Consumer<@Nullable Object[]> rows) {
        try (ParquetFileReader file = open(new MemoryFile(object))) {
            MessageType schema = file.getFooter().getFileMetaData().getSchema();
            String createdBy = file.getFooter().getFileMetaData().getCreatedBy();
            PageReadStore group;
            while ((group = file.readNextRowGroup()) != null) {
                var columns = new ColumnReadStoreImpl(group, ParquetCells.converter(schema), schema, createdBy);
                read(table, schema, columns, group.getRowCount(), rows);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read Parquet from memory", e);
        }
    }

    /** The table, as the object itself describes it. */
    static TablePlan table(byte[] object) {
        try (ParquetFileReader file = open(new MemoryFile(object))) {
            return ParquetSchema.table(file.getFooter().getFileMetaData().getSchema());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read Parquet from memory", e);
        }
    }

    private static void read(
            TablePlan table,
            MessageType schema,
            ColumnReadStoreImpl columns,
            long count,
            Consumer<@Nullable Object[]> rows) {
        List<ParquetCells> cells = new ArrayList<>();
        for (Column column : table.schema()) {
            var leaf = schema.getColumns().get(schema.getFieldIndex(column.name()));
            cells.add(new ParquetCells(column.type(), columns.getColumnReader(leaf)));
        }
        for (long i = 0; i < count; i++) {
            rows.accept(cells.stream().map(ParquetCells::next).toArray());
        }
    }

    /** A handle for the same reason as in {@link ParquetFile}. */
    private static MethodHandle fileReader() {
        try {
            return MethodHandles.publicLookup()
                    .findConstructor(
                            ParquetFileReader.class,
                            MethodType.methodType(void.class, InputFile.class, ParquetReadOptions.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("parquet-hadoop is of another version than pom.xml says", e);
        }
    }

    /** Calls the constructor that the builder would call; the builder itself needs Hadoop. */
    private static ParquetReadOptions options() {
        Class<?> on = boolean.class;
        try {
            MethodType type = MethodType.methodType(void.class, on, on, on, on, on, on, on, on, on)
                    .appendParameterTypes(
                            FilterCompat.Filter.class,
                            ParquetMetadataConverter.MetadataFilter.class,
                            CompressionCodecFactory.class,
                            ByteBufferAllocator.class,
                            int.class,
                            Map.class,
                            FileDecryptionProperties.class,
                            ParquetMetricsCallback.class,
                            ParquetConfiguration.class);
            MethodHandle constructor = MethodHandles.privateLookupIn(ParquetReadOptions.class, MethodHandles.lookup())
                    .findConstructor(ParquetReadOptions.class, type);
            return (ParquetReadOptions) constructor.invoke(
                    true,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    FilterCompat.NOOP,
                    ParquetMetadataConverter.NO_FILTER,
                    new ZstdOnly(),
                    new HeapByteBufferAllocator(),
                    MAX_ALLOCATION,
                    Map.of(),
                    null,
                    null,
                    new PlainParquetConfiguration());
        } catch (Throwable e) {
            throw new IllegalStateException("parquet-hadoop is of another version than pom.xml says", e);
        }
    }

    private static ParquetFileReader open(InputFile file) throws IOException {
        try {
            return (ParquetFileReader) FILE_READER.invoke(file, OPTIONS);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Landing objects have no other codec. */
    private static final class ZstdOnly implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("This codec only decompresses");
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            if (codec != CompressionCodecName.ZSTD) {
                throw new IllegalArgumentException("Cannot read Parquet: expected codec ZSTD but was " + codec);
            }
            return new ZstdPages();
        }

        @Override
        public void release() {}
    }

    private static final class ZstdPages implements CompressionCodecFactory.BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return BytesInput.from(Zstd.decompress(page.toByteArray(), size));
        }

        @Override
        public void decompress(ByteBuffer page, int compressed, ByteBuffer into, int size) throws IOException {
            byte[] bytes = new byte[compressed];
            page.get(bytes);
            into.put(Zstd.decompress(bytes, size));
        }

        @Override
        public void release() {}
    }

    private record MemoryFile(byte[] bytes) implements InputFile {
        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            Bytes stream = new Bytes(bytes);
            return new DelegatingSeekableInputStream(stream) {
                @Override
                public long getPos() {
                    return stream.position();
                }

                @Override
                public void seek(long position) {
                    stream.seek(position);
                }
            };
        }
    }

    private static final class Bytes extends ByteArrayInputStream {
        Bytes(byte[] bytes) {
            super(bytes);
        }

        long position() {
            return pos;
        }

        void seek(long position) {
            pos = Math.toIntExact(position);
        }
    }
}
