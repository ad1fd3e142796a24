package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.table.OrderItem;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A file of JSON lines with everything that the generator has written. It is independent of the tables and the lake that
 * it is compared with. Each run appends to it.
 *
 * <pre>
 * {"kind":"intent","order_id":"gen-…-7","version":2,"op":"put","item":{"order_id":"gen-…-7","quantity":"3",…}}
 * {"kind":"ack","order_id":"gen-…-7","version":2,"op":"put","item":{…the same…}}
 * {"kind":"ack","order_id":"gen-…-7","version":3,"op":"delete"}
 * </pre>
 *
 * <ul>
 *   <li>An {@code intent} is in the file before the request is sent, an {@code ack} only after DynamoDB has acknowledged
 *       it. For an intent without an ack it is not known whether DynamoDB has the write: the process died, or the request
 *       failed.
 *   <li>The lines of one order are in the order of its versions; its next intent follows the ack of the last one.
 *   <li>{@code item} has every attribute under its name: strings as they are, numbers as a string with their exact
 *       text (as in DynamoDB, without trailing zeros), the address as an object. An attribute that an order does
 *       not have is absent. A delete has no item; its {@code version} is the deleted one plus one.
 *   <li>A line that is no JSON object is incomplete, because the process was killed; it counts as not written. Nothing is
 *       ever removed from the file.
 * </ul>
 *
 * The lines are written to the operating system before the next step: they survive a kill of the process, but not a power
 * failure. Only one process at a time may open a journal.
 */
public final class Journal implements Closeable {

    private static final JsonFactory JSON = new JsonFactory();

    private final FileChannel file;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** Opens a journal for appending; creates it and its folder if missing. */
    static Journal open(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file);
            file.position(file.size());
            endIncompleteLine(file);
            return new Journal(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    void intend(List<GeneratedWrite> writes) throws IOException {
        append("intent", writes);
    }

    void acknowledge(List<GeneratedWrite> writes) throws IOException {
        append("ack", writes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static void lock(FileChannel file) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException("another generator is writing to it");
        }
    }

    private static void endIncompleteLine(FileChannel file) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        if (file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n') {
            file.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    private void append(String kind, List<GeneratedWrite> writes) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (GeneratedWrite write : writes) {
            line(kind, write, lines);
            lines.write('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
        synchronized (file) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }

    private static void line(String kind, GeneratedWrite write, ByteArrayOutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("kind", kind);
            json.writeStringProperty("order_id", write.orderId());
            json.writeNumberProperty("version", write.version());
            json.writeStringProperty("op", write.isDelete() ? "delete" : "put");
            if (!write.isDelete()) {
                json.writeName("item");
                object(json, OrderItem.of(write.order()));
            }
            json.writeEndObject();
        }
    }

    private static void object(JsonGenerator json, Map<String, AttributeValue> attributes) {
        json.writeStartObject();
        attributes.forEach((name, value) -> {
            json.writeName(name);
            if (value.hasM()) {
                object(json, value.m());
            } else {
                json.writeString(value.n() != null ? value.n() : value.s());
            }
        });
        json.writeEndObject();
    }
}
