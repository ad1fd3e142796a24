package io.orderlake.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes the fingerprints of one table's rows. */
public final class TableFingerprints {

    private final TableShape table;
    private final Map<String, ColumnFingerprint> columns = new HashMap<>();
    private final int derived;

    public TableFingerprints(TableShape table) {
        this.table = table;
        List<String> filled = table.derived().stream().sorted().toList();
        this.derived = filled.size();
        List<String> names = new ArrayList<>(table.columns().keySet());
        filled.stream().filter(name -> !names.contains(name)).forEach(names::add);
        names.forEach(name -> columns.put(
                name,
                new ColumnFingerprint(
                        names.indexOf(name),
                        name,
                        table.typeOf(name),
                        ColumnFingerprint.mask(table, name),
                        filled.indexOf(name))));
    }

    public TableShape table() {
        return table;
    }

    /** A declared column, or another one that a row of the source has. */
    ColumnFingerprint column(String name) {
        ColumnFingerprint known = columns.get(name);
        return known != null
                ? known
                : new ColumnFingerprint(-1, name, table.typeOf(name), ColumnFingerprint.mask(table, name), -1);
    }

    /** Begins one row. */
    public Sum sum() {
        return new Sum();
    }

    /** The fingerprint of a source row, whose values {@link ItemText} has normalised. */
    public RowFingerprint ofSource(Map<String, String> row) {
        Sum sum = sum();
        row.forEach(sum::source);
        return sum.fingerprint();
    }

    /** The values of one row, in any order. */
    public final class Sum {
        private final long[] filled = new long[derived];
        private final String[] keys = new String[table.key().size()];
        private final boolean[] declared = new boolean[columns.size()];
        private long plain;

        private Sum() {
            Arrays.fill(keys, "");
        }

        /** Adds a value of the source. */
        public void source(String name, String text) {
            ColumnFingerprint column = column(name);
            add(column, column.source(text));
            key(name, column, text);
        }

        /** Adds a value of a landing object. */
        public void landed(String name, String text) {
            ColumnFingerprint column = column(name);
            add(column, column.landed(text));
            key(name, column, text);
        }

        /** The same for characters in a buffer that the caller reuses. */
        public void landed(String name, char[] text, int from, int length) {
            ColumnFingerprint column = column(name);
            if (column.plainText() && !table.key().contains(name)) {
                add(column, column.withName(Hash64.of(text, from, length)));
            } else {
                landed(name, new String(text, from, length));
            }
        }

        /** The same for a value of the source. */
        void source(String name, ColumnFingerprint column, char[] text, int from, int length) {
            if (column.plainText() && !table.key().contains(name)) {
                add(column, column.withName(Hash64.of(text, from, length)));
            } else {
                source(name, new String(text, from, length));
            }
        }

        /** Whether the column has a value of the source; the value of a derived column may come from an enrichment. */
        public boolean hasSourceValue(String name) {
            ColumnFingerprint column = columns.get(name);
            return column != null && declared[column.index()] && column.derived() < 0;
        }

        void add(ColumnFingerprint column, long value) {
            if (column.index() >= 0) {
                declared[column.index()] = true;
            }
            if (column.derived() < 0) {
                plain += value;
            } else {
                filled[column.derived()] = value;
            }
        }

        private void key(String name, ColumnFingerprint column, String text) {
            for (int i = 0; i < keys.length; i++) {
                if (table.key().get(i).equals(name)) {
                    keys[i] = NormalText.of(column.type(), text);
                }
            }
        }

        /** The row's key as text, equal in stream, table, journal and lake. */
        public String key() {
            return KeyText.of(List.of(keys));
        }

        public RowFingerprint fingerprint() {
            return new RowFingerprint(plain, filled);
        }
    }
}
