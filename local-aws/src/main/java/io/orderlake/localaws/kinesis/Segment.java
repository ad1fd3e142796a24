package io.orderlake.localaws.kinesis;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of record frames. What an append returned for is in the operating system's page cache: it outlives
 * the process, not the machine. One thread appends at a time; any number read what has been appended.
 */
final class Segment implements Closeable {

    private static final System.Logger LOG = System.getLogger(Segment.class.getName());
    // The JDK copies through a direct buffer of this size, kept per thread: whole requests would add up to a heap.
    private static final int PIECE_BYTES = 128 << 10;

    private final Path path;
    private final FileChannel channel;
    private volatile long length;
    private volatile @Nullable StoredRecord last;
    private @Nullable SparseIndex index;

    private Segment(Path path) throws IOException {
        this.path = path;
        this.channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.length = channel.size();
    }

    /** Opens or creates the segment; its tail is checked by {@link #recover}. */
    static Segment open(Path directory, long firstOrdinal) {
        try {
            Files.createDirectories(directory);
            return new Segment(directory.resolve("%019d.log".formatted(firstOrdinal)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long firstOrdinal(Path path) {
        return Long.parseLong(path.getFileName().toString().replace(".log", ""));
    }

    /** Cuts a torn tail off; returns the last whole record, if there is one. */
    @Nullable StoredRecord recover() {
        index();
        return last;
    }

    void append(List<StoredRecord> records) throws IOException {
        SparseIndex marks = index();
        ByteBuffer frames = ByteBuffer.allocate(
                records.stream().mapToInt(StoredRecord::frameBytes).sum());
        records.forEach(record -> record.writeTo(frames));
        write(frames.flip());
        long position = length;
        for (StoredRecord record : records) {
            marks.offer(record.ordinal(), record.arrivedAt(), position);
            position += record.frameBytes();
        }
        last = records.get(records.size() - 1);
        length = position;
    }

    private void write(ByteBuffer frames) throws IOException {
        long position = length;
        int end = frames.limit();
        while (frames.position() < end) {
            frames.limit(Math.min(end, frames.position() + PIECE_BYTES));
            position += channel.write(frames, position);
        }
    }

    /** Offers the records from this ordinal on, until one is not wanted. Returns whether all were wanted. */
    boolean readFrom(long ordinal, Predicate<StoredRecord> wanted) {
        return read(index().positionBefore(ordinal), record -> record.ordinal() < ordinal || wanted.test(record))
                .whole();
    }

    /** Offers the records from a little before this arrival time on, until one is not wanted. */
    boolean readFromArrival(long arrivedAt, Predicate<StoredRecord> wanted) {
        return read(index().positionBeforeArrival(arrivedAt), wanted).whole();
    }

    private record ReadResult(boolean whole, long position) {}

    private ReadResult read(long start, Predicate<StoredRecord> wanted) {
        try {
            return readFrames(start, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private ReadResult readFrames(long start, Predicate<StoredRecord> wanted) throws IOException {
        long end = length;
        long position = start;
        ByteBuffer buffer = ByteBuffer.allocate(PIECE_BYTES).limit(0);
        while (position < end) {
            buffer = holding(StoredRecord.HEAD_BYTES, buffer, position, end);
            int frame = StoredRecord.frameBytes(buffer);
            boolean torn = frame < StoredRecord.HEAD_BYTES || frame > end - position;
            if (torn) {
                return new ReadResult(true, position);
            }
            buffer = holding(frame, buffer, position, end);
            StoredRecord record = StoredRecord.readFrom(buffer);
            if (record == null) {
                return new ReadResult(true, position);
            }
            if (!wanted.test(record)) {
                return new ReadResult(false, position);
            }
            position += frame;
        }
        return new ReadResult(true, position);
    }

    /** The buffer, filled again from this position if it holds fewer bytes than asked for and the file has more. */
    private ByteBuffer holding(int bytes, ByteBuffer buffer, long position, long end) throws IOException {
        if (buffer.remaining() >= bytes) {
            return buffer;
        }
        ByteBuffer filled = bytes <= buffer.capacity() ? buffer.clear() : ByteBuffer.allocate(bytes);
        filled.limit((int) Math.min(filled.capacity(), end - position));
        while (filled.hasRemaining() && channel.read(filled, position + filled.position()) >= 0) {
            continue;
        }
        return filled.flip();
    }

    /** Sealed segments are indexed when first read, which keeps a restart short. */
    private synchronized SparseIndex index() {
        SparseIndex known = index;
        if (known != null) {
            return known;
        }
        SparseIndex marks = new SparseIndex();
        long[] position = {0};
        ReadResult scan = read(0, record -> {
            marks.offer(record.ordinal(), record.arrivedAt(), position[0]);
            position[0] += record.frameBytes();
            last = record;
            return true;
        });
        truncateTo(scan.position());
        index = marks;
        return marks;
    }

    private void truncateTo(long position) {
        if (position == length) {
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "torn tail cut off file=" + path + " bytes=" + (length - position));
        try {
            channel.truncate(position);
            length = position;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot cut the torn tail of " + path, e);
        }
    }

    long length() {
        return length;
    }

    /** The arrival time of the first record, or the end of time if there is none. */
    long firstArrival() {
        long[] arrivedAt = {Long.MAX_VALUE};
        read(0, record -> {
            arrivedAt[0] = record.arrivedAt();
            return false;
        });
        return arrivedAt[0];
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
