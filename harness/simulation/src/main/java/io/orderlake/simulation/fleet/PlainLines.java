package io.orderlake.simulation.fleet;

import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.RowFormat;
import io.orderlake.lakewriter.row.Outcome;
import java.io.ByteArrayOutputStream;
import java.util.List;

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
}
