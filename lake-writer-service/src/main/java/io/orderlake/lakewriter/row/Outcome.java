package io.orderlake.lakewriter.row;

import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.claim.TablePlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of one record: exactly one of two. */
public sealed interface Outcome {

    /** What its watermark is kept by. */
    LakeRecord lakeRecord();

    /** The line that lands, line feed included; nobody may change it. */
    byte[] line();

    /**
     * A row that fits its table.
     *
     * @param values in schema order: String, Long, Boolean, BigDecimal, Integer (days since 1970) for a date, Long
     *     (milliseconds since 1970) for a timestamp, byte[] or a list of strings; not copied
     * @param folder partition folders below the table's
     * @param freshFrom when the row came to be, as freshness counts
     */
    record Row(
            RowEvent lakeRecord,
            TablePlan table,
            @Nullable Object[] values,
            String folder,
            Instant freshFrom,
            byte[] line)
            implements Outcome {}

    /** A change that goes among the errors. */
    record Rejected(Reject lakeRecord, byte[] line) implements Outcome {}
}
