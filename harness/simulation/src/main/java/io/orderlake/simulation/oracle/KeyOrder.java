package io.orderlake.simulation.oracle;

import io.orderlake.simulation.oracle.OracleDifference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that claims contain a key's changes in the order of their positions. Rejects count, too, because they take the way
 * of their changes; a redriven change lands late and does not count. The lines of one object are ordered, the objects of one
 * claim are not.
 */
final class KeyOrder {

    private final Map<String, Committed> committed;
    private final Map<String, Integer> shards = new HashMap<>();
    private final Map<String, Integer> epochs;

    KeyOrder(Evidence evidence, Map<String, Committed> committed) {
        this.committed = committed;
        this.epochs = evidence.epochs();
        evidence.shards().forEach(shard -> shards.put(shard.id(), shards.size()));
    }

    List<OracleDifference> differences(List<LakeLine> lines) {
        Map<String, List<LakeLine>> byKey = new LinkedHashMap<>();
        for (LakeLine line : lines) {
            Committed change = committed.get(line.eventId());
            if (change != null && !line.redriven()) {
                byKey.computeIfAbsent(change.key(), key -> new ArrayList<>()).add(line);
            }
        }
        List<OracleDifference> differences = new ArrayList<>();
        byKey.values().forEach(changes -> check(changes, differences));
        return differences;
    }

    private void check(List<LakeLine> changes, List<OracleDifference> differences) {
        // Parents are listed before children, and all shards of a key descend from each other.
        changes.sort(Comparator.comparingInt((LakeLine line) -> shards.getOrDefault(line.shardId(), -1))
                .thenComparingLong(LakeLine::claim)
                .thenComparing(this::position));
        String highest = "";
        for (LakeLine line : changes) {
            if (position(line).compareTo(highest) < 0) {
                differences.add(outOfOrder(line, "is in a later claim than " + highest));
            } else {
                highest = position(line);
            }
        }
        checkWithinObjects(changes, differences);
    }

    private void checkWithinObjects(List<LakeLine> changes, List<OracleDifference> differences) {
        Map<String, LakeLine> last = new HashMap<>();
        changes.sort(Comparator.comparing(LakeLine::object).thenComparingInt(LakeLine::number));
        for (LakeLine line : changes) {
            LakeLine before = last.put(line.object(), line);
            if (before != null && position(before).compareTo(position(line)) > 0) {
                differences.add(outOfOrder(line, "is after " + before.eventId() + " in " + line.object()));
            }
        }
    }

    private OracleDifference outOfOrder(LakeLine line, String why) {
        return new OracleDifference(Kind.OUT_OF_ORDER, line.eventId() + " at " + position(line) + " " + why);
    }

    private String position(LakeLine line) {
        Committed change = committed.get(line.eventId());
        return change == null ? "" : Oracle.position(change, epochs);
    }
}
