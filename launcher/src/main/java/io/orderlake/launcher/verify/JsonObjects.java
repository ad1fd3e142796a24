package io.orderlake.launcher.verify;

import io.orderlake.launcher.lake.JsonLineReader;
import io.orderlake.launcher.lake.LakeObject;
import io.orderlake.launcher.verify.Evidence.Witness;
import io.orderlake.proof.TableShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads landing objects of JSON lines. */
final class JsonObjects {

    private JsonObjects() {}

    /** Adds each landed row. */
    static void read(TableShape table, List<LakeObject> objects, DeclaredErasures erasures, Evidence.Intake intake) {
        for (LakeObject object : objects) {
            LandedRow.Origin origin =
                    new LandedRow.Origin(Witness.JSON, object.landedAt(), () -> erasures.in(object.key()));
            JsonLineReader.forEach(object, line -> {
                Map<String, String> values = values(line);
                intake.add(LandedRow.of(table, values, origin));
                LandedRow.rejectedAs(values).forEach(intake::add);
            });
        }
    }

    private static Map<String, String> values(JsonNode line) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : line.properties()) {
            if (!member.getValue().isNull()) {
                values.put(member.getKey(), LandedRow.plain(member.getValue()));
            }
        }
        return values;
    }
}
