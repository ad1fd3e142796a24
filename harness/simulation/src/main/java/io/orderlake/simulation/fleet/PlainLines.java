package io.orderlake.simulation.fleet;

import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.ErasedLines;
import io.orderlake.lakewriter.landing.ErasedObject;
import io.orderlake.lakewriter.landing.RowFormat;
import io.orderlake.lakewriter.landing.RowLines;
import io.orderlake.lakewriter.row.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A second format of landing objects, so that plans can differ in their formats; Parquet would take most of the time of a history. */
record PlainLines() implements RowFormat {

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String ending() {
        return ".jsonl";
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public byte[] encode(TablePlan table, List<Outcome.Row> rows) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        rows.forEach(row -> lines.writeBytes(row.line()));
        return lines.toByteArray();
    }

    @Override
    public void decode(byte[] object, TablePlan table, Consumer<@Nullable Object[]> rows) {
        try {
            RowLines.decode(new ByteArrayInputStream(object), table, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ErasedObject erase(byte[] object, TableSpec table, Person person) {
        ErasedLines erased = RowLines.erase(object, table, person);
        return erased.object(erased.joined());
    }
}
