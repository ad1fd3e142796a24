package io.orderlake.lakewriter.row;

import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.claim.TablePlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A record becomes either a row or a reject. */
public sealed interface Outcome {

    /** The record whose place moves the watermark. */
    LakeRecord lakeRecord();

    /** The line that lands, line feed included. It must not be changed. */
    byte[] line();

    /**
     * A row that fits its table.
     *
     * @param values in schema order: String, Long, Boolean, BigDecimal, Integer (days since 1970) for a date, Long
     *     (milliseconds since 1970) for a timestamp, byte[] or a list of strings; not copied
     * @param folder partition folders below the table's folder
     * @param freshFrom freshness counts from here
     */
    record Row(
            RowEvent lakeRecord,
            TablePlan table,
            @Nullable Object[] values,
            String folder,
            Instant freshFrom,
            byte[] line)
            implements Outcome {}

    /** A change that lands under {@code errors/}. */
    record Rejected(Reject lakeRecord, byte[] line) implements Outcome {}
}
