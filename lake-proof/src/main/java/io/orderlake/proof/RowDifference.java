package io.orderlake.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a row's values at the source and in the lake differ; both sides as {@link NormalText}. */
public final class RowDifference {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String REDACTED = "***";
    private static final int SHOWN = 60;

    private RowDifference() {}

    /** One sentence for each column that differs. */
    public static List<String> of(TableShape table, Map<String, String> source, Map<String, String> landed) {
        TreeSet<String> columns = new TreeSet<>(source.keySet());
        columns.addAll(landed.keySet());
        List<String> differences = new ArrayList<>();
        for (String column : columns) {
            String expected = source.get(column);
            // The source has no value: an enrichment may have filled the column.
            boolean filled = expected == null && table.derived().contains(column);
            if (!filled && !agree(ColumnFingerprint.mask(table, column), expected, landed.get(column))) {
                differences.add(column + ": expected " + shown(table, column, expected) + " but was "
                        + shown(table, column, landed.get(column)));
            }
        }
        return differences;
    }

    /** Of a masked value only the form is compared: the key of the hash is the deployment's secret. */
    private static boolean agree(@Nullable String mask, @Nullable String expected, @Nullable String landed) {
        if (expected == null || landed == null || mask == null) {
            return expected == null ? landed == null : expected.equals(landed);
        }
        return mask.equals("hash") ? HASH.matcher(landed).matches() : landed.contains(REDACTED);
    }

    private static String shown(TableShape table, String column, @Nullable String value) {
        if (value == null) {
            return "nothing";
        }
        if (ColumnFingerprint.mask(table, column) != null) {
            return "a masked value";
        }
        return "\"" + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value) + "\"";
    }
}
