package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.ObjectKey;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.landing.RowFormats;
import io.orderlake.lakewriter.sink.LandedBytes;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the rows of landing objects again, as their claim's plan describes them. */
public record LandedRows(LandedBytes bytes, RowFormats formats) {

    /** A claim's objects of one table, in one format: each format holds every row. */
    List<ObjectEntry> objects(List<ObjectEntry> ofClaim, Plan plan, String table) {
        if (plan.formats().isEmpty()) { // Firehose took all rows.
            return List.of();
        }
        String prefix = ObjectKey.Rows.prefix(formats.fastestOf(plan).name(), table);
        return ofClaim.stream()
                .filter(object -> object.key().startsWith(prefix))
                .toList();
    }

    /**
     * Passes on each row's values in schema order.
     *
     * @throws StreamFailure of kind set-up where the object is missing, has changed or cannot be decoded
     */
    void read(Plan plan, ObjectEntry object, TablePlan table, Consumer<@Nullable Object[]> rows) {
        byte[] found = bytes.read(plan.bucket(), object);
        try {
            formats.fastestOf(plan).decode(found, table, rows);
        } catch (IllegalArgumentException e) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot read the rows of s3://" + plan.bucket() + "/" + object.key() + ": " + e.getMessage(),
                    e);
        }
    }
}
