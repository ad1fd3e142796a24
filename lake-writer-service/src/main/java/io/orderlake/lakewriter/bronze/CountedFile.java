package io.orderlake.lakewriter.bronze;

import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file of Iceberg's file system to which Parquet writes. Counts its own length, so that no request is needed for it. */
final class CountedFile implements OutputFile {

    private final org.apache.iceberg.io.OutputFile file;
    private long length;

    CountedFile(org.apache.iceberg.io.OutputFile file) {
        this.file = file;
    }

    long length() {
        return length;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return counted(file.create());
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return counted(file.createOrOverwrite());
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private PositionOutputStream counted(org.apache.iceberg.io.PositionOutputStream out) {
        return new PositionOutputStream() {
            @Override
            public long getPos() {
                return length;
            }

            @Override
            public void write(int b) throws IOException {
                out.write(b);
                length++;
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                out.write(bytes, offset, count);
                length += count;
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
