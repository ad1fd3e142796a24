package io.orderlake.proof.lake;

import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the formats whose rows are compared: JSON, rejects, and those for which the caller passes a reader. */
public final class ObjectReaders {

    private final JsonReader json;
    private final Map<String, FormatReader> byFormat = new TreeMap<>();

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
        return reader == null ? LandedLines.NONE : reader.read(object.table(), object.key(), bytes);
    }

    /** Those of some formats whose objects are not compared row by row. */
    public List<String> notRead(Collection<String> formats) {
        return formats.stream().filter(format -> !byFormat.containsKey(format)).toList();
    }
}
