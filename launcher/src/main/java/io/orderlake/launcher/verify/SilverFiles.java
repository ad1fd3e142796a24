package io.orderlake.launcher.verify;

import io.orderlake.launcher.verify.Evidence.Testimony;
import io.orderlake.launcher.verify.Evidence.Witness;
import io.orderlake.proof.TableShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the data files of a table of silver. */
final class SilverFiles {

    private static final String DELETED = "cdc_deleted";
    private static final Set<String> NEEDED_OWN = Set.of(DELETED, "cdc_event_id", "cdc_position", "cdc_rescued");

    private static final LandedRow.Origin NEVER_ERASED = new LandedRow.Origin(Witness.SILVER, 0, () -> false);

    private SilverFiles() {}

    /** Adds each row; a tombstone stands as a delete, for readers go by that column and no other. */
    static void read(TableShape table, List<Path> files, Path work, Evidence.Intake intake) {
        ParquetRows.forEach("files of silver." + table.name(), files, NEEDED_OWN, work, (file, values) -> {
            Testimony row = LandedRow.of(table, values, NEVER_ERASED);
            intake.add(new Testimony(
                    row.witness(),
                    row.table(),
                    row.key(),
                    row.position(),
                    row.version(),
                    op(values),
                    row.eventId(),
                    null,
                    row.columns()));
        });
    }

    private static String op(Map<String, String> values) {
        return values.getOrDefault(DELETED, "false").equals("true") ? "D" : "U";
    }
}
