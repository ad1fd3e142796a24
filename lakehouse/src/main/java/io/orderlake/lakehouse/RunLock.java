package io.orderlake.lakehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock file that makes the jobs of one machine run one after another. The operating system releases it when the process
 * ends, for whatever reason.
 */
final class RunLock implements AutoCloseable {

    private final @Nullable FileChannel channel;

    private RunLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until no other process has the lock; returns at once if there is no file. */
    static RunLock held(Optional<Path> file) {
        if (file.isEmpty()) {
            return new RunLock(null);
        }
        try {
            FileChannel channel = FileChannel.open(file.get(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new RunLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file.get(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release a lock", e);
        }
    }
}
