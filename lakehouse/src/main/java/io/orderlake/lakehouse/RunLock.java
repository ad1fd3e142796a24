package io.orderlake.lakehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the jobs of one machine run one after another: a file that each holds while it runs. The operating system gives it
 * back when a process ends in whatever way.
 */
final class RunLock implements AutoCloseable {

    private final @Nullable FileChannel channel;

    private RunLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** Returns once nobody else holds it; without a file at once. */
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
            throw new UncheckedIOException("Cannot give back a lock", e);
        }
    }
}
