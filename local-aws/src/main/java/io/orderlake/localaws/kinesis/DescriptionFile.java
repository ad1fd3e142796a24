package io.orderlake.localaws.kinesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.json.JsonMapper;

/** A stream's description on disk, replaced as a whole. */
record DescriptionFile(Path path) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static DescriptionFile in(Path streamDirectory) {
        return new DescriptionFile(streamDirectory.resolve("stream.json"));
    }

    boolean exists() {
        return Files.exists(path);
    }

    StreamDescription read() {
        return MAPPER.readValue(path.toFile(), StreamDescription.class);
    }

    void write(StreamDescription description) {
        try {
            Path directory = Files.createDirectories(path.toAbsolutePath().getParent());
            Path draft = directory.resolve("stream.json.new");
            Files.write(draft, MAPPER.writeValueAsBytes(description));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path, e);
        }
    }
}
