package io.orderlake.launcher.verify;

import io.orderlake.launcher.lake.LakeObject;
import io.orderlake.launcher.verify.Evidence.Witness;
import io.orderlake.proof.TableShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads landing objects of Parquet. */
final class ParquetObjects {

    private static final Set<String> NEEDED_OWN =
            Set.of("cdc_op", "cdc_event_id", "cdc_position", "cdc_rescued", "cdc_quality", "cdc_changed_at");

    private ParquetObjects() {}

    /** Adds each landed row. */
    static void read(
            TableShape table, List<LakeObject> objects, DeclaredErasures erasures, Path work, Evidence.Intake intake) {
        Map<String, LandedRow.Origin> origins = objects.stream()
                .collect(Collectors.toMap(object -> object.file().toString(), object -> origin(object, erasures)));
        List<Path> files = objects.stream().map(LakeObject::file).toList();
        ParquetRows.forEach("objects of " + table.name(), files, NEEDED_OWN, work, (file, values) -> {
            intake.add(LandedRow.of(table, values, Objects.requireNonNull(origins.get(file))));
            LandedRow.rejectedAs(values).forEach(intake::add);
        });
    }

    private static LandedRow.Origin origin(LakeObject object, DeclaredErasures erasures) {
        return new LandedRow.Origin(Witness.PARQUET, object.landedAt(), () -> erasures.in(object.key()));
    }
}
