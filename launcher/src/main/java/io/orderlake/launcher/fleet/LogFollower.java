package io.orderlake.launcher.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a growing file and passes each complete line on once. */
public final class LogFollower {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Consumer<String> line;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private long offset;

    public LogFollower(Path file, Consumer<String> line) {
        this.file = file;
        this.line = line;
    }

    /** Skips the present content of the file. */
    public LogFollower fromEnd() {
        offset = file.toFile().length();
        return this;
    }

    /** Passes on the lines that have become complete. */
    public void follow() {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() < offset) {
                offset = 0;
            }
            bytes.seek(offset);
            byte[] chunk = new byte[CHUNK];
            for (int read = bytes.read(chunk); read > 0; read = bytes.read(chunk)) {
                offset += read;
                take(chunk, read);
            }
        } catch (IOException e) {
            // The file does not exist yet, or is being replaced: the next call reads it.
            return;
        }
    }

    private void take(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                line.accept(part.toString(StandardCharsets.UTF_8));
                part.reset();
            } else {
                part.write(chunk[i]);
            }
        }
    }
}
