package io.orderlake.chaos;

import io.orderlake.launcher.verify.VerifyReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened in a run, and the comparison of source and lake afterwards.
 *
 * @param happened counts by kind
 * @param poison how many orders were written that must be rejected or flagged
 * @param redriven how many rejects were sent again
 * @param memoryMegabytes of all processes of the fleet, when the faults ended
 * @param seconds from the first process to the verdict
 */
public record Report(
        Terms terms,
        Map<String, Long> happened,
        int poison,
        long redriven,
        long memoryMegabytes,
        VerifyReport verified,
        double seconds) {

    static final String KILL = "kill -9";
    static final String ENDED_BY_ITSELF = "ended by itself";

    /** What was asked for. */
    public record Terms(long seed, int minutes, double ordersPerSecond) {}

    public Report {
        happened = new LinkedHashMap<>(happened);
    }

    /** Whether all that was written landed once, in order, poison too, and no process ended that nobody ended. */
    public boolean holds() {
        return verified.agrees() && verified.rejected() == 0 && count(ENDED_BY_ITSELF) == 0;
    }

    private long count(String kind) {
        return happened.getOrDefault(kind, 0L);
    }

    /** One object on one line. */
    public String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("verdict", holds() ? "pass" : "fail");
        members.put("seed", terms.seed());
        members.put("minutes", terms.minutes());
        members.put("orders_per_second", terms.ordersPerSecond());
        members.put("kills", count(KILL));
        members.put("faults", happened);
        members.put("ended_by_itself", count(ENDED_BY_ITSELF));
        members.put("orders", verified.orders());
        members.put("changes", verified.changes());
        members.put("landed", verified.landed());
        members.putAll(verified.counts());
        members.put("poison", poison);
        members.put("redriven", redriven);
        members.put("freshness_p50_ms", verified.freshness().p50());
        members.put("freshness_p99_ms", verified.freshness().p99());
        members.put("memory_mb", memoryMegabytes);
        members.put("seconds", Math.round(seconds));
        return new JsonMapper().writeValueAsString(members);
    }

    /** The same for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        happened.forEach((kind, count) -> lines.add(String.format(Locale.ROOT, "%,10d  %s", count, kind)));
        lines.add("");
        lines.addAll(verified.lines());
        lines.add(String.format(
                Locale.ROOT,
                "%,d poison orders, %,d rejects sent again, %,d MB of memory, %.0f s",
                poison,
                redriven,
                memoryMegabytes,
                seconds));
        lines.add(holds() ? verdict("HOLDS: source and lake agree, row by row") : verdict("BROKEN"));
        return lines;
    }

    private String verdict(String word) {
        return word + " (seed " + terms.seed() + ", " + terms.minutes() + " min, " + count(KILL) + " kills)";
    }
}
