package io.orderlake.lakewriter.bronze;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.orderlake.stream.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Bronze in figures, log lines and a detail of health. It is always up, for bronze that lags keeps nothing from landing.
 * Safe for use by several threads.
 */
public final class BronzeStatus implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(BronzeStatus.class);

    /** How one table stands; of tables that another instance commits, nothing is known. */
    private record Standing(
            long behind,
            @Nullable Instant oldest,
            @Nullable Instant failingSince,
            @Nullable String stopped) {

        static final Standing BEGUN = new Standing(0, null, null, null);

        long secondsBehind(Instant now) {
            Instant since =
                    oldest == null || (failingSince != null && failingSince.isBefore(oldest)) ? failingSince : oldest;
            return since == null ? 0 : Math.max(0, Duration.between(since, now).toSeconds());
        }
    }

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<String, Standing> tables = new ConcurrentHashMap<>();

    public BronzeStatus(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** A table is committed here from now on. */
    void began(String table) {
        if (tables.put(table, Standing.BEGUN) == null) {
            Tags tags = Tags.of("table", table);
            registry.gauge(
                    "orderlake.bronze.lag.claims",
                    tags,
                    this,
                    watch -> watch.standing(table).behind());
            registry.gauge(
                    "orderlake.bronze.lag.seconds",
                    tags,
                    this,
                    watch -> watch.standing(table).secondsBehind(clock.instant()));
            registry.gauge(
                    "orderlake.bronze.stopped",
                    tags,
                    this,
                    watch -> watch.standing(table).stopped() == null ? 0 : 1);
        }
        LOG.atInfo().addKeyValue("table", table).log("Committing a table of bronze");
    }

    /** Another instance commits the table. */
    void ended(String table) {
        tables.put(table, Standing.BEGUN);
        LOG.atInfo().addKeyValue("table", table).log("No longer committing a table of bronze");
    }

    private Standing standing(String table) {
        return tables.getOrDefault(table, Standing.BEGUN);
    }

    void behind(String table, long claims, Optional<Instant> oldest) {
        tables.compute(table, (name, was) -> {
            Standing before = was == null ? Standing.BEGUN : was;
            return new Standing(claims, oldest.orElse(null), before.failingSince(), before.stopped());
        });
    }

    void followed(String table, int claims, CommitBronze.Step step) {
        tables.compute(table, (name, was) -> {
            Standing before = was == null ? Standing.BEGUN : was;
            return step == CommitBronze.Step.CAUGHT_UP
                    ? Standing.BEGUN
                    : new Standing(Math.max(0, before.behind() - claims), before.oldest(), null, null);
        });
    }

    void committed(String table, int rows) {
        registry.counter("orderlake.bronze.commits", "table", table).increment();
        registry.counter("orderlake.bronze.rows", "table", table).increment(rows);
        LOG.atDebug().addKeyValue("table", table).addKeyValue("rows", rows).log("Committed to bronze");
    }

    void overtaken(String table) {
        registry.counter("orderlake.bronze.conflicts", "table", table).increment();
    }

    /** A step failed and is tried again: what set-up is wrong is an alarm, and stops this table alone. */
    void failed(String table, FailureKind kind, int attempt, Throwable cause) {
        registry.counter("orderlake.bronze.failures", "table", table).increment();
        boolean alarm = kind != FailureKind.TRANSIENT;
        tables.compute(table, (name, was) -> {
            Standing before = was == null ? Standing.BEGUN : was;
            Instant since = before.failingSince() == null ? clock.instant() : before.failingSince();
            return new Standing(before.behind(), before.oldest(), since, alarm ? cause.toString() : null);
        });
        // A failure that lasts is told less and less often; the counter tells each.
        Level level = alarm ? Level.ERROR : Level.WARN;
        LOG.atLevel(Integer.bitCount(attempt) == 1 ? level : Level.DEBUG)
                .addKeyValue("table", table)
                .addKeyValue("attempt", attempt)
                .addKeyValue("cause", cause.toString())
                .log("Bronze stands still; landing goes on");
    }

    @Override
    public Health health() {
        Map<String, String> lines = new TreeMap<>();
        Instant now = clock.instant();
        tables.forEach((table, standing) -> lines.put(table, line(standing, now)));
        return Health.up().withDetails(lines).build();
    }

    private static String line(Standing standing, Instant now) {
        String lag = standing.behind() + " claims, " + standing.secondsBehind(now) + " s behind";
        if (standing.stopped() != null) {
            return "stopped, " + lag + ": " + standing.stopped();
        }
        return standing.failingSince() == null ? lag : "failing since " + standing.failingSince() + ", " + lag;
    }
}
