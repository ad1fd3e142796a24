package io.orderlake.launcher.lake;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Prints the result of a query. */
public abstract class ResultPage implements LakeSql.Rows {

    final PrintStream out;
    List<String> names = List.of();

    private ResultPage(PrintStream out) {
        this.out = out;
    }

    /** Prints aligned columns. */
    public static ResultPage aligned(PrintStream out) {
        return new Aligned(out);
    }

    /** Prints CSV as defined in RFC 4180, with a header; a null value is an empty field. */
    public static ResultPage csv(PrintStream out) {
        return new Csv(out);
    }

    /** Prints a JSON array with one object a line. */
    public static ResultPage json(PrintStream out) {
        return new Json(out);
    }

    /** Must be called after the last row. */
    public void end() {
        out.flush();
    }

    @Override
    public void names(List<String> columnNames) {
        this.names = List.copyOf(columnNames);
    }

    private static final class Aligned extends ResultPage {

        private static final int MAX_WIDTH = 60;
        private static final int MAX_ROWS = 10_000;

        private final List<List<String>> rows = new ArrayList<>();
        private long count;

        Aligned(PrintStream out) {
            super(out);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            count++;
            if (rows.size() < MAX_ROWS) {
                rows.add(values.stream().map(Aligned::cell).toList());
            }
        }

        private static String cell(@Nullable Object value) {
            String text = value == null ? "-" : value.toString().replace('\n', ' ');
            return text.length() > MAX_WIDTH ? text.substring(0, MAX_WIDTH - 1) + "…" : text;
        }

        @Override
        public void end() {
            int[] widths = names.stream().mapToInt(String::length).toArray();
            for (List<String> row : rows) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], row.get(i).length());
                }
            }
            print(names, widths);
            rows.forEach(row -> print(row, widths));
            if (count > rows.size()) {
                out.println("… and " + (count - rows.size()) + " more rows: --csv prints all of them");
            }
            super.end();
        }

        private void print(List<String> cells, int[] widths) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(cells.get(i))
                        .append(" ".repeat(widths[i] - cells.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static final class Csv extends ResultPage {

        Csv(PrintStream out) {
            super(out);
        }

        @Override
        public void names(List<String> columnNames) {
            super.names(columnNames);
            print(columnNames);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            print(values);
        }

        private void print(List<? extends @Nullable Object> values) {
            List<String> fields = new ArrayList<>();
            for (Object value : values) {
                String text = value == null ? "" : value.toString();
                boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
                fields.add(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
            }
            out.println(String.join(",", fields));
        }
    }

    private static final class Json extends ResultPage {

        private final JsonMapper json = new JsonMapper();
        private boolean started;

        Json(PrintStream out) {
            super(out);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                boolean hasJsonType = value == null
                        || value instanceof Number
                        || value instanceof Boolean
                        || value instanceof List<?>;
                row.put(names.get(i), hasJsonType ? value : value.toString());
            }
            out.print((started ? ",\n" : "[") + json.writeValueAsString(row));
            started = true;
        }

        @Override
        public void end() {
            out.println(started ? "]" : "[]");
            super.end();
        }
    }
}
