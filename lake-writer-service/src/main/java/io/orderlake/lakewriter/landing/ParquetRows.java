package io.orderlake.lakewriter.landing;

import com.github.luben.zstd.Zstd;
import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.lakewriter.claim.TablePlan;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an object that {@link Parquet} wrote, read without any class of Hadoop.
 *
 * @param table the plan's name and columns as the object itself tells them; json columns are texts, which are written alike
 * @param rows values as {@link io.orderlake.lakewriter.row.Outcome.Row#values()} says, in the order in which they stand
 */
public record ParquetRows(TablePlan table, List<@Nullable Object[]> rows) {

    private static final MethodHandle FILE_READER = fileReader();

    /** @throws IllegalArgumentException where the bytes are no such object */
    public static ParquetRows of(byte[] object) {
        try (ParquetFileReader file = open(new Bytes(object))) {
            MessageType schema = file.getFileMetaData().getSchema();
            TablePlan table = ParquetSchema.table(schema);
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (PageReadStore block = file.readNextRowGroup(); block != null; block = file.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(block, new GroupRecordConverter(schema));
                for (long left = block.getRowCount(); left > 0; left--) {
                    rows.add(values(records.read(), table));
                }
            }
            return new ParquetRows(table, rows);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read Parquet: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object[] values(Group row, TablePlan table) {
        @Nullable Object[] values = new @Nullable Object[table.schema().size()];
        for (int i = 0; i < values.length; i++) {
            Column column = table.schema().get(i);
            if (row.getFieldRepetitionCount(i) > 0) {
                values[i] = column.type() instanceof ColumnType.Decimal decimal
                        ? decimal(row, i, decimal)
                        : simple(row, i, (ColumnType.Simple) column.type());
            }
        }
        return values;
    }

    private static Object simple(Group row, int field, ColumnType.Simple type) {
        return switch (type) {
            case STRING, JSON -> row.getBinary(field, 0).toStringUsingUTF8();
            case LONG, TIMESTAMP -> row.getLong(field, 0);
            case BOOLEAN -> row.getBoolean(field, 0);
            case DATE -> row.getInteger(field, 0);
            case BINARY -> row.getBinary(field, 0).getBytes();
            case STRINGS -> texts(row.getGroup(field, 0));
        };
    }

    private static List<String> texts(Group list) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            texts.add(list.getGroup(0, i).getBinary(0, 0).toStringUsingUTF8());
        }
        return texts;
    }

    private static BigDecimal decimal(Group row, int field, ColumnType.Decimal type) {
        BigInteger digits =
                switch (row.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()) {
                    case INT32 -> BigInteger.valueOf(row.getInteger(field, 0));
                    case INT64 -> BigInteger.valueOf(row.getLong(field, 0));
                    default -> new BigInteger(row.getBinary(field, 0).getBytes());
                };
        return new BigDecimal(digits, type.scale());
    }

    /** javac cannot name this constructor: see {@link Parquet}. */
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

    private static ParquetFileReader open(InputFile file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdPages())
                .build();
        try {
            return (ParquetFileReader) FILE_READER.invoke(file, options);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ZstdPages
            implements CompressionCodecFactory, CompressionCodecFactory.BytesInputDecompressor {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("It reads");
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            if (codec != CompressionCodecName.ZSTD) {
                throw new IllegalArgumentException("Cannot read Parquet: expected pages of ZSTD but was " + codec);
            }
            return this;
        }

        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return BytesInput.from(Zstd.decompress(page.toByteArray(), size));
        }

        @Override
        public void decompress(ByteBuffer in, int length, ByteBuffer out, int size) throws IOException {
            byte[] page = new byte[length];
            in.get(page);
            out.put(Zstd.decompress(page, size));
        }

        @Override
        public void release() {}
    }

    private record Bytes(byte[] all) implements InputFile {
        @Override
        public long getLength() {
            return all.length;
        }

        @Override
        public SeekableInputStream newStream() {
            Positioned stream = new Positioned(all);
            return new DelegatingSeekableInputStream(stream) {
                @Override
                public long getPos() {
                    return stream.position();
                }

                @Override
                public void seek(long position) throws IOException {
                    stream.seek(position);
                }
            };
        }
    }

    private static final class Positioned extends ByteArrayInputStream {
        Positioned(byte[] all) {
            super(all);
        }

        long position() {
            return pos;
        }

        void seek(long position) throws IOException {
            if (position < 0 || position > count) {
                throw new EOFException(
                        "Cannot read Parquet: expected a place within " + count + " bytes but was " + position);
            }
            pos = (int) position;
        }
    }
}
