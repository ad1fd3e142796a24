package io.orderlake.lakewriter.landing;

import io.orderlake.contract.ObjectKey;
import io.orderlake.contract.Reject;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Sha256;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of a claim. Their names and rows follow from claim name, plan and rows alone, so that two writers of one claim
 * write the same.
 */
public final class LandingObjects {

    private final RowFormats formats;

    public LandingObjects(RowFormats formats) {
        this.formats = formats;
    }

    /**
     * The objects in the order of their keys. Each is encoded when it is requested. Rows keep their order.
     *
     * @throws IllegalArgumentException where the plan names a format that this writer does not have
     */
    public Stream<LandingObject> of(String claimName, Plan plan, List<Outcome> outcomes) {
        Stream<LandingObject> rejects = rejects(claimName, outcomes).entrySet().stream()
                .map(group -> rejectObject(group.getKey(), plan, group.getValue()));
        if (plan.firehose().isPresent()) {
            return rejects;
        }
        Collection<List<Outcome.Row>> rows = rows(outcomes).values();
        Stream<LandingObject> landed = plan.formats().stream()
                .map(formats::named)
                .flatMap(format -> rows.stream().map(group -> rowObject(format, claimName, plan, group)));
        return Stream.concat(rejects, landed);
    }

    /** Rows by table and folder. */
    private static Map<String, List<Outcome.Row>> rows(List<Outcome> outcomes) {
        Map<String, List<Outcome.Row>> groups = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Row row) {
                String group = row.table().name() + "/" + row.folder() + "/";
                groups.computeIfAbsent(group, g -> new ArrayList<>()).add(row);
            }
        }
        return groups;
    }

    /** Rejects by the key of their object. */
    private static Map<String, List<Outcome>> rejects(String claimName, List<Outcome> outcomes) {
        Map<String, List<Outcome>> groups = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Rejected rejected) {
                Reject reject = rejected.lakeRecord();
                ObjectKey key = ObjectKey.Rejects.of(reject.stage(), reject.rejectedAt(), claimName + ".jsonl");
                groups.computeIfAbsent(key.text(), g -> new ArrayList<>()).add(outcome);
            }
        }
        return groups;
    }

    private static LandingObject rowObject(RowFormat format, String claimName, Plan plan, List<Outcome.Row> rows) {
        TablePlan table = rows.get(0).table();
        ObjectKey key =
                new ObjectKey.Rows(format.name(), table.name(), rows.get(0).folder(), claimName + format.ending());
        return new LandingObject(
                plan.bucket(),
                key.text(),
                format.contentType(),
                rows.size(),
                digest(rows),
                false,
                format.encode(table, rows));
    }

    private static LandingObject rejectObject(String key, Plan plan, List<Outcome> rejects) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        rejects.forEach(reject -> lines.writeBytes(reject.line()));
        return new LandingObject(
                plan.bucket(), key, "application/x-ndjson", rejects.size(), digest(rejects), true, lines.toByteArray());
    }

    private static String digest(List<? extends Outcome> outcomes) {
        MessageDigest digest = Sha256.digest();
        outcomes.forEach(outcome -> digest.update(outcome.line()));
        return HexFormat.of().formatHex(digest.digest());
    }
}
