package io.orderlake.simulation.oracle;

import io.orderlake.simulation.oracle.Difference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A key's changes stand in claims in the order of their positions. Rejects travel where their changes would have and count too;
 * what was sent again lands late and does not. Objects of one claim have no order among them, lines of one object have.
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

    List<Difference> differences(List<LakeLine> lines) {
        Map<String, List<LakeLine>> byKey = new LinkedHashMap<>();
        for (LakeLine line : lines) {
            Committed change = committed.get(line.eventId());
            if (change != null && !line.redriven()) {
                byKey.computeIfAbsent(change.key(), key -> new ArrayList<>()).add(line);
            }
        }
        List<Difference> differences = new ArrayList<>();
        byKey.values().forEach(changes -> check(changes, differences));
        return differences;
    }

    private void check(List<LakeLine> changes, List<Difference> differences) {
        // Shards stand parents before children, and a key stands in one line of descent.
        changes.sort(Comparator.comparingInt((LakeLine line) -> shards.getOrDefault(line.shardId(), -1))
                .thenComparingLong(LakeLine::claim)
                .thenComparing(this::position));
        String highest = "";
        for (LakeLine line : changes) {
            if (position(line).compareTo(highest) < 0) {
                differences.add(outOfOrder(line, "stands in a later claim than " + highest));
            } else {
                highest = position(line);
            }
        }
        Map<String, LakeLine> last = new HashMap<>();
        changes.sort(Comparator.comparing(LakeLine::object).thenComparingInt(LakeLine::place));
        for (LakeLine line : changes) {
            LakeLine before = last.put(line.object(), line);
            if (before != null && position(before).compareTo(position(line)) > 0) {
                differences.add(outOfOrder(line, "stands behind " + before.eventId() + " in " + line.object()));
            }
        }
    }

    private Difference outOfOrder(LakeLine line, String why) {
        return new Difference(Kind.OUT_OF_ORDER, line.eventId() + " at " + position(line) + " " + why);
    }

    private String position(LakeLine line) {
        Committed change = committed.get(line.eventId());
        return change == null ? "" : Oracle.position(change, epochs);
    }
}
