package io.orderlake.localaws.kinesis;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of one shard, in segment files. Memory holds a sparse index of them and nothing else. */
final class ShardLog implements Closeable {

    private static final long SEGMENT_BYTES = 16 << 20;

    /** A record on its way in. */
    record Entry(byte[] key, byte[] data) {}

    /**
     * @param next ordinal of the next read
     * @param atTip whether no record follows
     */
    record Page(List<StoredRecord> records, long next, boolean atTip) {}

    private final Path directory;
    private final AtomicLong ordinals;
    private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    // Held for reading by readers, so that a trim does not close a file under them.
    private final ReadWriteLock trimming = new ReentrantReadWriteLock();
    private volatile long lastOrdinal;
    private volatile long lastArrival;

    /** @param ordinals the stream's, raised above every ordinal found in the files */
    ShardLog(Path directory, AtomicLong ordinals) {
        this.directory = directory;
        this.ordinals = ordinals;
        for (Path file : files(directory)) {
            long first = Segment.firstOrdinal(file);
            segments.put(first, Segment.open(directory, first));
        }
        recover();
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recover() {
        for (Segment segment : segments.descendingMap().values()) {
            StoredRecord last = segment.recover();
            if (last != null) {
                lastOrdinal = last.ordinal();
                lastArrival = last.arrivedAt();
                ordinals.accumulateAndGet(lastOrdinal, Math::max);
                return;
            }
        }
    }

    /** Appends all entries in order or none; returns the ordinal of the first one, the others follow it. */
    synchronized long append(List<Entry> entries, long now) {
        long arrivedAt = Math.max(now, lastArrival);
        long first = ordinals.getAndAdd(entries.size()) + 1;
        List<StoredRecord> records = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            records.add(new StoredRecord(first + records.size(), arrivedAt, entry.key(), entry.data()));
        }
        try {
            active(first).append(records);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot append to " + directory, e);
        }
        lastArrival = arrivedAt;
        lastOrdinal = first + entries.size() - 1;
        return first;
    }

    private Segment active(long firstOrdinal) {
        Map.Entry<Long, Segment> newest = segments.lastEntry();
        if (newest != null && newest.getValue().length() < SEGMENT_BYTES) {
            return newest.getValue();
        }
        Segment segment = Segment.open(directory, firstOrdinal);
        segments.put(firstOrdinal, segment);
        return segment;
    }

    /** At most this many records and bytes, but at least one record if there is one, leaving out those before the horizon. */
    Page read(long from, long horizon, int maxRecords, int maxBytes) {
        List<StoredRecord> records = new ArrayList<>();
        int[] bytes = {0};
        trimming.readLock().lock();
        try {
            long tip = lastOrdinal;
            for (Segment segment : segmentsFrom(from)) {
                boolean whole = segment.readFrom(from, record -> {
                    if (record.arrivedAt() < horizon) {
                        return true;
                    }
                    boolean fits = records.isEmpty() || bytes[0] + record.payloadBytes() <= maxBytes;
                    if (!fits || records.size() == maxRecords || record.ordinal() > tip) {
                        return false;
                    }
                    bytes[0] += record.payloadBytes();
                    return records.add(record);
                });
                if (!whole) {
                    break;
                }
            }
            return page(records, from, tip);
        } finally {
            trimming.readLock().unlock();
        }
    }

    private static Page page(List<StoredRecord> records, long from, long tip) {
        if (records.isEmpty()) {
            return new Page(records, Math.max(from, tip + 1), true);
        }
        long last = records.get(records.size() - 1).ordinal();
        return new Page(records, last + 1, last >= tip);
    }

    /** The ordinal of the first record that arrived at this time or later; null if there is none yet. */
    @Nullable Long firstArrivedFrom(long arrivedAt) {
        Long[] found = {null};
        trimming.readLock().lock();
        try {
            for (Segment segment : segments.values()) {
                boolean whole = segment.readFromArrival(arrivedAt, record -> {
                    if (record.arrivedAt() < arrivedAt) {
                        return true;
                    }
                    found[0] = record.ordinal();
                    return false;
                });
                if (!whole) {
                    break;
                }
            }
            return found[0];
        } finally {
            trimming.readLock().unlock();
        }
    }

    private Iterable<Segment> segmentsFrom(long ordinal) {
        Long first = segments.floorKey(ordinal);
        return first == null ? segments.values() : segments.tailMap(first).values();
    }

    /** Deletes the segments all of whose records arrived before the horizon; the newest one stays. */
    void trim(long horizon) {
        trimming.writeLock().lock();
        try {
            while (segments.size() > 1) {
                Map.Entry<Long, Segment> oldest = segments.firstEntry();
                Segment next = segments.higherEntry(oldest.getKey()).getValue();
                if (next.firstArrival() >= horizon) {
                    return;
                }
                segments.remove(oldest.getKey());
                oldest.getValue().delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot trim " + directory, e);
        } finally {
            trimming.writeLock().unlock();
        }
    }

    long lastOrdinal() {
        return lastOrdinal;
    }

    void delete() throws IOException {
        trimming.writeLock().lock();
        try {
            for (Segment segment : segments.values()) {
                segment.delete();
            }
            segments.clear();
            Files.deleteIfExists(directory);
        } finally {
            trimming.writeLock().unlock();
        }
    }

    @Override
    public void close() throws IOException {
        for (Segment segment : segments.values()) {
            segment.close();
        }
    }
}
