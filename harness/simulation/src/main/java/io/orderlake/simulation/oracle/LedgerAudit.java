package io.orderlake.simulation.oracle;

import io.orderlake.simulation.oracle.Evidence.ClaimSeen;
import io.orderlake.simulation.oracle.Evidence.ObjectSeen;
import io.orderlake.simulation.oracle.Evidence.ShardSeen;
import io.orderlake.simulation.oracle.OracleDifference.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Checks that claims cover their shards without gap or overlap, that each object belongs to one claim and matches it, and that all formats have the same rows. */
final class LedgerAudit {

    private final Evidence evidence;
    private final LakeContent lake;
    private final List<OracleDifference> differences = new ArrayList<>();
    private final Set<String> claimed = new HashSet<>();

    LedgerAudit(Evidence evidence, LakeContent lake) {
        this.evidence = evidence;
        this.lake = lake;
    }

    List<OracleDifference> differences() {
        evidence.shards().forEach(this::checkCoverage);
        evidence.claims().forEach(this::checkObjects);
        evidence.claims().forEach(this::checkFormats);
        lake.byObject().keySet().stream()
                .filter(key -> !claimed.contains(key))
                .forEach(key -> differ("object " + key + " belongs to no claim that is done"));
        return differences;
    }

    private void checkCoverage(ShardSeen shard) {
        int at = 0;
        long number = 0;
        for (ClaimSeen claim : evidence.claims()) {
            if (claim.shardId().equals(shard.id())) {
                number++;
                int first = shard.sequences().indexOf(claim.first());
                int last = shard.sequences().indexOf(claim.last());
                if (claim.number() != number || first != next(shard, at, first) || last < first) {
                    differ("claim " + claim.number() + " of " + shard.id() + " holds records " + first + " to " + last
                            + " but claim " + number + " from record " + at + " was next");
                }
                at = last + 1;
            }
        }
        if (next(shard, at, shard.sequences().size()) != shard.sequences().size()) {
            differ("claims of " + shard.id() + " end at record " + at + " of "
                    + shard.sequences().size());
        }
    }

    /** Where the next claim begins: at the next record, or after the records of a reported gap. */
    private static int next(ShardSeen shard, int at, int begun) {
        return begun > at && begun <= shard.excused() ? begun : at;
    }

    private void checkObjects(ClaimSeen claim) {
        for (ObjectSeen object : claim.objects()) {
            byte[] bytes = evidence.objects().get(object.key());
            int lines = lake.byObject().getOrDefault(object.key(), List.of()).size();
            if (!claimed.add(object.key())) {
                differ("object " + object.key() + " belongs to two claims");
            } else if (bytes == null) {
                differ("object " + object.key() + " is missing");
            } else if (bytes.length != object.length()
                    || !sha256(bytes).equals(object.sha256())
                    || lines != object.rows()) {
                differ("object " + object.key() + " differs from its entry in the ledger");
            } else {
                checkName(object, claim);
            }
        }
    }

    private void checkName(ObjectSeen object, ClaimSeen claim) {
        String name = "/order-events-" + claim.shardId() + "-" + "%010d".formatted(claim.number()) + ".";
        if (!object.key().contains(name)) {
            differ("object " + object.key() + " is not named after its claim " + claim.number());
        }
    }

    private void checkFormats(ClaimSeen claim) {
        List<LakeLine> lines = claim.objects().stream()
                .flatMap(object -> lake.byObject().getOrDefault(object.key(), List.of()).stream())
                .toList();
        long rejects = lines.stream().filter(LakeLine::isReject).count();
        for (String format : claim.formats()) {
            List<String> rows = rows(lines, format);
            if (!rows.equals(rows(lines, claim.formats().get(0))) || rows.size() + rejects != claim.rows()) {
                differ("claim " + claim.number() + " of " + claim.shardId() + " has " + rows.size() + " rows as "
                        + format + " and " + rejects + " rejects but names " + claim.rows() + " in all");
            }
        }
        checkFolders(lines, claim);
    }

    private void checkFolders(List<LakeLine> lines, ClaimSeen claim) {
        lines.stream()
                .filter(line -> !line.isReject() && !claim.formats().contains(line.format()))
                .forEach(line -> differ("object " + line.object() + " has a format that its plan does not contain"));
        lines.stream()
                .filter(line -> !line.isReject())
                .filter(line -> !line.folder().equals(folder(line, claim)))
                .forEach(line -> differences.add(new OracleDifference(
                        Kind.FORGED,
                        line.eventId() + " is in " + line.object() + " but belongs into " + folder(line, claim))));
    }

    private static String folder(LakeLine line, ClaimSeen claim) {
        String column = claim.byStatus() ? "status" : "order_date";
        return column + "=" + line.text(column);
    }

    private static List<String> rows(List<LakeLine> lines, String format) {
        return lines.stream()
                .filter(line -> line.format().equals(format))
                .map(line -> line.json().toString())
                .sorted()
                .toList();
    }

    private void differ(String what) {
        differences.add(new OracleDifference(Kind.LEDGER, what));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
