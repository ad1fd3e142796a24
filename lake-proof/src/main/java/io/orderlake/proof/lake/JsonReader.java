package io.orderlake.proof.lake;

/** Reads objects of JSON lines. */
public record JsonReader(RowParser rows) implements FormatReader {

    private static final String GZIPPED = ".gz";

    @Override
    public String format() {
        return "json";
    }

    @Override
    public LandedLines read(String table, String key, byte[] object) {
        return LandedLines.of(
                object, key.endsWith(GZIPPED), (bytes, from, length) -> rows.row(table, bytes, from, length));
    }

    LandedLines rejects(String key, byte[] object) {
        return LandedLines.of(object, key.endsWith(GZIPPED), rows::reject);
    }
}
