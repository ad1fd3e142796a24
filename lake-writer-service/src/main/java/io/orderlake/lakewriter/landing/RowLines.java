package io.orderlake.lakewriter.landing;

import io.orderlake.contract.Erasure;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Person;
import io.orderlake.contract.RowEvent;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.RowValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows as the lines of {@code order-events}: what formats share that store these lines. */
public final class RowLines {

    private RowLines() {}

    /** Passes on the values of each line. */
    public static void decode(InputStream lines, TablePlan table, Consumer<@Nullable Object[]> rows)
            throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
        String line;
        while ((line = reader.readLine()) != null) {
            rows.accept(RowValues.of(row(line), table));
        }
    }

    /** The lines without a person. */
    public static ErasedLines erase(byte[] lines, TableSpec table, Person person) {
        return ErasedLines.of(lines, line -> erased(line, table, person));
    }

    private static ErasedLines.@Nullable Line erased(byte[] line, TableSpec table, Person person) {
        RowEvent row = row(new String(line, StandardCharsets.UTF_8));
        Optional<RowEvent> erased = Erasure.erased(row, table, person);
        if (erased.isEmpty()) {
            return null;
        }
        return erased.get().equals(row)
                ? new ErasedLines.Line(line, Erasure.isErased(row.content().quality()))
                : new ErasedLines.Line(LakeRecordJson.write(erased.get()), true);
    }

    private static RowEvent row(String line) {
        if (LakeRecordJson.read(line.getBytes(StandardCharsets.UTF_8)) instanceof RowEvent row) {
            return row;
        }
        throw new IllegalArgumentException("Cannot read rows: expected row events but was " + line);
    }
}
