package io.orderlake.proof.lake;

import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Reads the formats whose rows are compared: JSON, rejects, and those for which the caller passes a reader. */
public final class ObjectReaders {

    private final JsonReader json;
    private final Map<String, FormatReader> byFormat = new TreeMap<>();
    private final Set<String> notRead = new ConcurrentSkipListSet<>();

    public ObjectReaders(RowParser rows, Collection<? extends FormatReader> more) {
        this.json = new JsonReader(rows);
        byFormat.put(json.format(), json);
        more.forEach(reader -> byFormat.put(reader.format(), reader));
    }

    /** Whether the rows of an object are compared. */
    public boolean reads(LedgerObject object) {
        return object.rejects() || byFormat.containsKey(object.format());
    }

    /** The rows of an object; none if its format is not compared. */
    public LandedLines read(LedgerObject object, byte[] bytes) {
        if (object.rejects()) {
            return json.rejects(object.key(), bytes);
        }
        FormatReader reader = byFormat.get(object.format());
        if (reader == null) {
            notRead.add(object.format());
            return LandedLines.NONE;
        }
        return reader.read(object.table(), object.key(), bytes);
    }

    /** Formats of which objects were found but not compared row by row. */
    public List<String> notRead() {
        return List.copyOf(notRead);
    }
}
