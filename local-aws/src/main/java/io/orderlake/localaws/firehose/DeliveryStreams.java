package io.orderlake.localaws.firehose;

import io.orderlake.localaws.protocol.ServiceError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The delivery streams, each in a file of its own. */
public final class DeliveryStreams {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    private final Path directory;

    public DeliveryStreams(Path directory) {
        this.directory = directory;
    }

    synchronized void add(DeliveryStream stream) {
        Path file = file(stream.name());
        if (Files.exists(file)) {
            throw ServiceError.inUse("Firehose " + stream.name() + " already exists");
        }
        try {
            Files.createDirectories(directory);
            Files.write(file, MAPPER.writeValueAsBytes(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    DeliveryStream named(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            throw ServiceError.notFound("Firehose " + name + " not found.");
        }
        return MAPPER.readValue(file.toFile(), DeliveryStream.class);
    }

    synchronized void remove(String name) {
        Path file = file(named(name).name());
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ServiceError.validation("Value '" + name + "' at 'deliveryStreamName' must match " + NAME);
        }
        return directory.resolve(name + ".json");
    }
}
