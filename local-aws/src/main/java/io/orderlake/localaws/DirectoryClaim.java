package io.orderlake.localaws;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process out of a state directory. The second one waits for the first one to end, and logs that it waits. */
record DirectoryClaim(FileChannel file, FileLock lock) implements Closeable {

    private static final System.Logger LOG = System.getLogger(DirectoryClaim.class.getName());

    static DirectoryClaim of(Path directory) throws IOException {
        Path path = Files.createDirectories(directory).resolve("local-aws.lock");
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            LOG.log(System.Logger.Level.WARNING, "waits for the process that uses directory=" + directory);
            lock = file.lock();
        }
        return new DirectoryClaim(file, lock);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        file.close();
    }
}
