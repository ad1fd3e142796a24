package io.orderlake.launcher.forget;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of erasing a person.
 *
 * @param erased what the lake writer erased
 * @param lakehouse the number of rows of bronze, silver and gold that named the person, by table
 * @param proof what a second pass of the lake writer found after that
 * @param remaining what the launcher's own search found, by layer
 */
public record ForgetReport(Pass erased, Map<String, Long> lakehouse, Pass proof, Map<String, Long> remaining) {

    private static final JsonMapper JSON = new JsonMapper();

    public ForgetReport {
        lakehouse = Map.copyOf(lakehouse);
        remaining = Map.copyOf(remaining);
    }

    /** The sum of the lake writer's answers of one pass. */
    public static final class Pass {

        private final Map<String, Long> erased = new TreeMap<>();
        private final Map<String, Long> remaining = new TreeMap<>();
        private final List<String> held = new ArrayList<>();
        private long rewritten;
        private long searched;
        private boolean versions = true;

        void add(JsonNode outcome) {
            sum(outcome.path("erased"), erased);
            sum(outcome.path("remaining"), remaining);
            outcome.path("held").forEach(why -> held.add(why.asString()));
            rewritten += outcome.path("rewritten").asLong();
            searched += outcome.path("searched").asLong();
            versions &= outcome.path("versions").asBoolean(true);
        }

        private static void sum(JsonNode counts, Map<String, Long> sums) {
            counts.properties()
                    .forEach(
                            count -> sums.merge(count.getKey(), count.getValue().asLong(), Long::sum));
        }

        long rewritten() {
            return rewritten;
        }

        long searched() {
            return searched;
        }

        private long left() {
            return total(remaining);
        }
    }

    /** Whether nothing in the lake names the person any more. */
    public boolean isComplete() {
        return proof.left() == 0 && proof.held.isEmpty() && total(remaining) == 0;
    }

    /** The result as a JSON object on one line. */
    public String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("erased", allErased());
        members.put("objects_rewritten", erased.rewritten + proof.rewritten);
        members.put("objects_searched", proof.searched);
        members.put("remaining", allRemaining());
        members.put("held", proof.held);
        members.put("versions", proof.versions ? "searched" : "not kept");
        members.put("complete", isComplete());
        return JSON.writeValueAsString(members);
    }

    /** The result as lines of text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (total(allErased()) == 0) {
            lines.add("Nothing in the lake names this customer");
        }
        allErased().forEach((layer, count) -> lines.add(String.format("  %-24s %,8d found and erased", layer, count)));
        allRemaining().forEach((layer, count) -> lines.add(String.format("  %-24s %,8d remaining", layer, count)));
        proof.held.forEach(why -> lines.add("  could not be rewritten: " + why));
        lines.add(proof.searched + " objects searched after the erasure"
                + (proof.versions ? ", including their older versions" : "; the bucket keeps no older versions"));
        lines.add("Not reached: the streams of Kinesis and DynamoDB keep each change for their retention (24 h);"
                + " backups are your responsibility. See docs/erasure.md");
        return lines;
    }

    private Map<String, Long> allErased() {
        Map<String, Long> all = new TreeMap<>(erased.erased);
        proof.erased.forEach((layer, count) -> all.merge(layer, count, Long::sum));
        lakehouse.forEach((table, count) -> all.merge(table, count, Long::sum));
        all.values().removeIf(count -> count == 0);
        return all;
    }

    /** If both searches cover a layer, the higher count applies. */
    private Map<String, Long> allRemaining() {
        Map<String, Long> all = new TreeMap<>(proof.remaining);
        remaining.forEach((layer, count) -> all.merge(layer, count, Math::max));
        return all;
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
