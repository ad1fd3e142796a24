package io.orderlake.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is left of rows and rejects that name a person: key, position and the rest of what proves that a change has its one
 * outcome. Nothing else about the person is left.
 */
public final class Erasure {

    /** The flag of a row that was the person's: of its own columns only the key is left. */
    public static final String FLAG = "erased";

    /** Orderlake's own columns that contain values of the row. */
    public static final Set<String> CONTENT =
            Set.of(CdcColumns.BEFORE, CdcColumns.CHANGED_COLUMNS, CdcColumns.RESCUED, CdcColumns.QUALITY);

    private static final List<String> SEARCHED = List.of(CdcColumns.BEFORE, CdcColumns.RESCUED);

    private Erasure() {}

    /** What becomes of a row. */
    public sealed interface Verdict {

        /** It does not name the person. */
        record Keep() implements Verdict {}

        /** The row is deleted, because its key identifies the person. */
        record Remove() implements Verdict {}

        /** The row is the person's. Only the key and what places the change are left. */
        record Blank() implements Verdict {}

        /** It is about somebody else, and these columns name the person. */
        record Cut(Set<String> columns) implements Verdict {
            public Cut {
                columns = Set.copyOf(columns);
            }
        }
    }

    /** Decides by the values of a row; {@code value} returns the value of a column, null for none. */
    public static Verdict of(Function<String, @Nullable Object> value, TableSpec table, Person person) {
        Optional<String> column = table.person();
        if (column.isEmpty()) {
            return new Verdict.Keep();
        }
        if (isOf(value, column.get(), person)) {
            return table.key().contains(column.get()) ? new Verdict.Remove() : new Verdict.Blank();
        }
        Set<String> naming = new TreeSet<>();
        for (String searched : SEARCHED) {
            if (value.apply(searched) instanceof String json && person.isNamedIn(json, column.get())) {
                naming.add(searched);
            }
        }
        return naming.isEmpty() ? new Verdict.Keep() : new Verdict.Cut(naming);
    }

    /**
     * Whether a row is the person's. A value that did not fit its column is among the rescued values. A value that an
     * update removed is in the old image.
     */
    public static boolean isOf(Function<String, @Nullable Object> value, String column, Person person) {
        Object own = value.apply(column);
        return own != null
                ? person.is(own)
                : value.apply(CdcColumns.RESCUED) instanceof String rescued && person.isUnder(rescued, column)
                        || value.apply(CdcColumns.BEFORE) instanceof String before && person.isUnder(before, column);
    }

    /** What is left of a row; empty where it is to be removed. */
    public static Optional<RowEvent> erased(RowEvent row, TableSpec table, Person person) {
        Verdict verdict = of(name -> valueOf(row, name), table, person);
        if (verdict instanceof Verdict.Remove) {
            return Optional.empty();
        }
        if (verdict instanceof Verdict.Blank) {
            return Optional.of(row.with(new RowContent(keyColumns(row, table), null, List.of(), List.of(FLAG), null)));
        }
        return Optional.of(verdict instanceof Verdict.Cut cut ? cut(row, cut.columns()) : row);
    }

    /** Whether the flags contain one of an erasure. */
    public static boolean isErased(Collection<String> quality) {
        return quality.stream().anyMatch(flag -> flag.equals(FLAG) || flag.startsWith(FLAG + ":"));
    }

    /** The flags of a row of which columns were erased. */
    public static List<String> flags(List<String> quality, Set<String> columns) {
        List<String> flags = new ArrayList<>(quality);
        new TreeSet<>(columns)
                .stream()
                        .map(column -> FLAG + ":" + column)
                        .filter(flag -> !flags.contains(flag))
                        .forEach(flags::add);
        return flags;
    }

    /** Whether a reject names the person; {@code original} is what its pointer leads to, or its own. */
    public static boolean names(Reject reject, byte[] original, Person person) {
        return !reject.erased()
                && (person.isNamedIn(original)
                        || person.isNamedIn(bytes(reject.key()))
                        || person.isNamedIn(bytes(reject.reason())));
    }

    /** What is left of a reject that names the person: its place and why it was rejected, without the values. */
    public static Reject erased(Reject reject, Person person) {
        String key = reject.key();
        String kind = reject.reason().split(":", 2)[0];
        return reject.erased(person.isNamedIn(bytes(kind)) ? FLAG : kind, person.isNamedIn(bytes(key)) ? null : key);
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Object valueOf(RowEvent row, String name) {
        return switch (name) {
            case CdcColumns.BEFORE -> row.content().before();
            case CdcColumns.RESCUED -> row.content().rescued();
            default -> row.content().columns().get(name);
        };
    }

    private static Map<String, @Nullable Object> keyColumns(RowEvent row, TableSpec table) {
        Map<String, @Nullable Object> left = new LinkedHashMap<>(row.content().columns());
        left.replaceAll((name, value) -> table.key().contains(name) ? value : null);
        return left;
    }

    private static RowEvent cut(RowEvent row, Set<String> columns) {
        RowContent content = row.content();
        return row.with(new RowContent(
                content.columns(),
                columns.contains(CdcColumns.BEFORE) ? null : content.before(),
                content.changedColumns(),
                flags(content.quality(), columns),
                columns.contains(CdcColumns.RESCUED) ? null : content.rescued()));
    }
}
