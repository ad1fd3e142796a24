package io.orderlake.launcher.verify;

import io.orderlake.proof.TableShape;
import io.orderlake.proof.once.LandingFigures;
import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the comparison of source and lake came to.
 *
 * @param rowsByFormat landed rows of each format
 * @param seconds how long it took
 */
public record VerifyReport(Verdict verdict, Map<String, Long> rowsByFormat, Freshness freshness, double seconds) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int EXAMPLES = 5;

    /** The kinds in the order of the JSON, which began with these. */
    private static final List<Kind> FIRST =
            List.of(Kind.MISSING, Kind.DUPLICATED, Kind.STALE, Kind.EXTRA, Kind.OUT_OF_ORDER);

    public VerifyReport {
        rowsByFormat = new LinkedHashMap<>(rowsByFormat);
    }

    static VerifyReport of(Verdict verdict, LandingFigures figures, double seconds) {
        Map<String, Long> rows = new LinkedHashMap<>();
        figures.formats().forEach(format -> rows.put(format, figures.rows(format)));
        return new VerifyReport(verdict, rows, new Freshness(figures.latency(0.5), figures.latency(0.99)), seconds);
    }

    /** Whether all that was written is in the lake, once, in order and nothing else; open rejects are counted apart. */
    public boolean agrees() {
        return verdict.proven();
    }

    /** Rows that any witness knows. */
    public long orders() {
        return verdict.rows();
    }

    /** Changes that were written. */
    public long changes() {
        return verdict.changes();
    }

    /** Changes that landed, in the format that has fewest. */
    public long landed() {
        long fewest =
                rowsByFormat.values().stream().mapToLong(Long::longValue).min().orElse(0);
        long duplicated = verdict.differences().stream()
                .filter(one -> one.kind() == Kind.DUPLICATED)
                .map(ProofDifference::eventId)
                .distinct()
                .count();
        return Math.max(0, fewest - duplicated);
    }

    /** Changes under {@code errors/} that have not landed since. */
    public long rejected() {
        return verdict.rejected();
    }

    /** Differences of a kind. A change that has not landed in time is missing, unless claims were not compared. */
    public long count(Kind kind) {
        return verdict.count(kind) + (kind == Kind.MISSING ? late() : 0);
    }

    private long late() {
        return verdict.coverage().claims() ? verdict.awaited() : 0;
    }

    /** Some differences of each kind. */
    public List<ProofDifference> examples() {
        List<ProofDifference> examples = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            verdict.differences().stream()
                    .filter(one -> one.kind() == kind)
                    .limit(EXAMPLES)
                    .forEach(examples::add);
        }
        return examples;
    }

    /** The same with another duration: a demo counts from its own start. */
    public VerifyReport lasting(double allSeconds) {
        return new VerifyReport(verdict, rowsByFormat, freshness, allSeconds);
    }

    /** One object on one line. */
    public String json() {
        return JSON.writeValueAsString(members());
    }

    /** What a program reads. */
    public Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("orders", known(orders()));
        members.put("changes", known(changes()));
        members.put("landed", known(landed()));
        members.putAll(counts());
        members.put("seconds", Math.round(seconds * 10) / 10.0);
        members.put("freshness_p50_ms", freshness.p50());
        members.put("freshness_p99_ms", freshness.p99());
        for (Kind kind : Kind.values()) {
            if (!FIRST.contains(kind)) {
                members.put(kind.word(), known(kind));
            }
        }
        members.put("rows_without_witness", verdict.unwitnessed());
        members.put("not_compared", verdict.notCompared());
        return members;
    }

    /** Counts by kind. A count of 0 is null if what it depends on was not read completely. */
    public Map<String, @Nullable Object> counts() {
        Map<String, @Nullable Object> counts = new LinkedHashMap<>();
        for (Kind kind : FIRST) {
            counts.put(kind.word(), known(kind));
        }
        counts.put("rejected", verdict.coverage().claims() || rejected() > 0 ? (Object) rejected() : null);
        return counts;
    }

    private @Nullable Object known(Kind kind) {
        return verdict.coverage().covers(kind) || count(kind) > 0 ? (Object) count(kind) : null;
    }

    /** A number of rows or changes, for which source and claims must have been read. */
    private @Nullable Object known(long count) {
        boolean read = verdict.coverage().source() && verdict.coverage().claims();
        return read || count > 0 ? (Object) count : null;
    }

    /** The same for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(text(known(orders())) + " orders, " + text(known(changes())) + " changes written, "
                + text(known(landed())) + " landed, " + text(counts().get("rejected")) + " rejected");
        rowsByFormat.forEach((format, rows) -> lines.add(String.format(Locale.ROOT, "  %-8s%,9d rows", format, rows)));
        lines.add("  " + differences());
        examples().forEach(one -> lines.add("  " + line(one)));
        if (late() > 0) {
            lines.add("  " + late() + " changes have not landed in time; they count as missing");
        }
        verdict.notCompared().forEach(what -> lines.add("  not compared: " + what));
        if (rejected() > 0) {
            lines.add(
                    "  " + rejected() + " changes are under errors/: ./orderlake redrive sends them again after a fix");
        }
        lines.add(String.format(Locale.ROOT, "Freshness: p50 %,d ms, p99 %,d ms", freshness.p50(), freshness.p99()));
        return lines;
    }

    private static String text(@Nullable Object count) {
        return count instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : "?";
    }

    private String differences() {
        StringBuilder line = new StringBuilder();
        for (Kind kind : Kind.values()) {
            line.append(line.isEmpty() ? "" : ", ")
                    .append(Objects.requireNonNullElse(known(kind), "not compared"))
                    .append(' ')
                    .append(kind.word());
        }
        return line.toString();
    }

    private static String line(ProofDifference one) {
        String where =
                one.key().isEmpty() ? one.object().isEmpty() ? one.claim() : one.object() : TableShape.shown(one.key());
        return one.kind().word() + ": " + where + ": " + one.sentence();
    }
}
