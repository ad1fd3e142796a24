package io.orderlake.lakewriter.forget;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Column;
import io.orderlake.contract.Erasure;
import io.orderlake.contract.Erasure.Verdict;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Person;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RowEvent;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.JsonLines;
import io.orderlake.lakewriter.landing.Parquet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a person out of an object's content; pure. Lines that do not name the person stay as they are, byte for byte. What
 * cannot be decoded stays too, and counts as naming the person where its bytes do.
 */
final class ObjectContents {

    static final String ERRORS = "errors/";
    static final String JSON = "landing/json/";
    static final String PARQUET = "landing/parquet/";
    static final String ORIGINALS = "oversize/";

    private final Tables tables;
    private final Function<String, Optional<byte[]>> originals;

    /** @param originals what a reject's pointer leads to */
    ObjectContents(Tables tables, Function<String, Optional<byte[]>> originals) {
        this.tables = tables;
        this.originals = originals;
    }

    /** @throws IllegalArgumentException where the object is not what its key says */
    ErasedObject without(Person person, String key, byte[] bytes) {
        if (key.startsWith(ERRORS)) {
            Lines lines = lines(bytes, line -> reject(line, person));
            return lines.object(lines.joined());
        }
        if (key.startsWith(ORIGINALS)) {
            boolean names = person.isNamedIn(bytes);
            return new ErasedObject(names ? new byte[0] : bytes, names ? 1 : 0, names ? 0 : 1, 1, Optional.empty());
        }
        Optional<TableSpec> table = table(key);
        if (table.isEmpty() || table.get().person().isEmpty()) {
            return new ErasedObject(bytes, 0, 0, 0, Optional.empty());
        }
        return key.startsWith(JSON) ? json(bytes, table.get(), person) : parquet(bytes, table.get(), person);
    }

    /** The name of a landing object's table. */
    static String tableName(String key) {
        String[] parts = key.split("/", 4);
        return parts.length > 2 ? parts[2] : "";
    }

    private Optional<TableSpec> table(String key) {
        return tables.named(tableName(key));
    }

    private ErasedObject json(byte[] bytes, TableSpec table, Person person) {
        Lines lines = lines(unpacked(bytes), line -> row(line, table, person));
        return lines.object(new JsonLines().encodeLines(lines.left));
    }

    /** What is left of a line; the line itself where nothing is to go, null where all of it is. */
    private interface Reading {
        @Nullable Line of(byte[] line);
    }

    /**
     * A line that stays.
     *
     * @param erased whether it is marked as erased
     */
    private record Line(byte[] bytes, boolean erased) {}

    private static final class Lines {
        private final List<byte[]> left = new ArrayList<>();
        private int found;
        private int erased;

        byte[] joined() {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            left.forEach(joined::writeBytes);
            return joined.toByteArray();
        }

        ErasedObject object(byte[] bytes) {
            return new ErasedObject(bytes, found, left.size(), erased, Optional.of(Sha256.hex(joined())));
        }
    }

    private static Lines lines(byte[] bytes, Reading reading) {
        Lines lines = new Lines();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || i == bytes.length - 1) {
                byte[] line = Arrays.copyOfRange(bytes, from, i + 1);
                Line left = reading.of(line);
                if (left != null) {
                    lines.left.add(left.bytes());
                    lines.erased += left.erased() ? 1 : 0;
                }
                lines.found += left == null || left.bytes() != line ? 1 : 0;
                from = i + 1;
            }
        }
        return lines;
    }

    private static @Nullable Line row(byte[] line, TableSpec table, Person person) {
        RowEvent row = (RowEvent) recordOf(line);
        Optional<RowEvent> left = Erasure.erased(row, table, person);
        if (left.isEmpty()) {
            return null;
        }
        return left.get().equals(row)
                ? new Line(line, Erasure.isErased(row.content().quality()))
                : new Line(LakeRecordJson.write(left.get()), true);
    }

    private Line reject(byte[] line, Person person) {
        Reject reject = (Reject) recordOf(line);
        byte[] original =
                Optional.ofNullable(reject.pointer()).flatMap(originals).orElseGet(reject::original);
        return Erasure.names(reject, original, person)
                ? new Line(LakeRecordJson.write(Erasure.erased(reject, person)), true)
                : new Line(line, reject.erased());
    }

    private static LakeRecord recordOf(byte[] line) {
        return LakeRecordJson.read(line);
    }

    private static ErasedObject parquet(byte[] bytes, TableSpec table, Person person) {
        ParquetContents read = ParquetContents.of(bytes);
        List<@Nullable Object[]> left = new ArrayList<>();
        int found = 0;
        int erased = 0;
        for (@Nullable Object[] row : read.rows()) {
            Verdict verdict = Erasure.of(name -> value(row, read.table(), name), table, person);
            found += verdict instanceof Verdict.Keep ? 0 : 1;
            if (!(verdict instanceof Verdict.Remove)) {
                erase(row, read.table(), table, verdict);
                erased += Erasure.isErased(flags(row, read.table())) ? 1 : 0;
                left.add(row);
            }
        }
        byte[] rewritten = found == 0 ? bytes : new Parquet().encodeValues(read.table(), left);
        return new ErasedObject(rewritten, found, left.size(), erased, Optional.empty());
    }

    private static @Nullable Object value(@Nullable Object[] row, TablePlan plan, String name) {
        int index = plan.indexOf(name);
        return index < 0 ? null : row[index];
    }

    private static void erase(@Nullable Object[] row, TablePlan plan, TableSpec table, Verdict verdict) {
        for (int i = 0; i < row.length; i++) {
            Column column = plan.schema().get(i);
            if (verdict instanceof Verdict.Blank) {
                row[i] = left(row[i], column.name(), table);
            } else if (verdict instanceof Verdict.Cut cut) {
                row[i] = column.name().equals(CdcColumns.QUALITY)
                        ? Erasure.flags(flags(row, plan), cut.columns())
                        : cut.columns().contains(column.name()) ? null : row[i];
            }
        }
    }

    private static @Nullable Object left(@Nullable Object value, String column, TableSpec table) {
        return switch (column) {
            case CdcColumns.QUALITY -> List.of(Erasure.FLAG);
            case CdcColumns.CHANGED_COLUMNS -> List.of();
            case CdcColumns.BEFORE, CdcColumns.RESCUED -> null;
            default -> column.startsWith(CdcColumns.PREFIX) || table.key().contains(column) ? value : null;
        };
    }

    private static List<String> flags(@Nullable Object[] row, TablePlan plan) {
        return value(row, plan, CdcColumns.QUALITY) instanceof List<?> flags
                ? flags.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static byte[] unpacked(byte[] gzipped) {
        try (GZIPInputStream lines = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return lines.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read JSON lines: " + e.getMessage(), e);
        }
    }
}
