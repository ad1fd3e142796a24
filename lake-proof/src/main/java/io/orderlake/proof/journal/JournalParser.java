package io.orderlake.proof.journal;

import io.orderlake.proof.ItemText;
import io.orderlake.proof.NormalText;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.state.JournaledChanges.Write;
import io.orderlake.proof.state.ProofStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the generator's journal: an {@code ack} is an acknowledged write; an {@code intent} alone is a write in doubt, which
 * may have happened.
 */
public final class JournalParser {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KINDS = Set.of("intent", "ack");

    private final TableFingerprints orders;
    private final ProofStore store;

    /** @param orders the table of order-writer-service */
    public JournalParser(TableFingerprints orders, ProofStore store) {
        this.orders = orders;
        this.store = store;
    }

    /**
     * Stores every complete line. An incomplete line, left by a kill, is ignored, and so is a line of another format.
     *
     * @return number of lines that were stored
     */
    public long read(Path file) {
        long stored = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                stored += read(line) ? 1 : 0;
            }
            return stored;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal " + file, e);
        }
    }

    private boolean read(String line) {
        JsonNode write;
        try {
            write = JSON.readTree(line);
        } catch (JacksonException incomplete) {
            return false;
        }
        if (!isWrite(write)) {
            return false;
        }
        put(write);
        if (store.isFull()) {
            store.commit();
        }
        return true;
    }

    private static boolean isWrite(JsonNode line) {
        return KINDS.contains(line.path("kind").asString(""))
                && !line.path("order_id").asString("").isEmpty()
                && line.path("version").isIntegralNumber();
    }

    private void put(JsonNode write) {
        TableShape table = orders.table();
        boolean acknowledged = write.path("kind").asString("").equals("ack");
        boolean delete = write.path("op").asString("").equals("delete");
        String key = table.keyOf(Map.of("order_id", write.path("order_id").asString("")));
        store.journal()
                .put(
                        table.name(),
                        key,
                        write.path("version").asLong(),
                        new Write(
                                acknowledged,
                                delete,
                                acknowledged && !delete ? orders.ofSource(item(write.path("item"))) : null));
    }

    private Map<String, String> item(JsonNode item) {
        Map<String, String> row = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : item.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (!value.isNull()) {
                row.put(
                        name,
                        value.isContainer()
                                ? NormalText.json(value)
                                : ItemText.scalar(orders.table().typeOf(name), value.asString()));
            }
        }
        return row;
    }
}
