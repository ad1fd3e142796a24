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
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The status of bronze: metrics, log lines and health details. Health is always up, because landing does not depend on bronze.
 * Safe for use by several threads.
 */
public final class BronzeStatus implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(BronzeStatus.class);

    /** The status of one table. Nothing is known about tables that another instance commits. */
    private record TableStatus(
            long behind,
            @Nullable Instant oldest,
            @Nullable Instant failingSince,
            @Nullable String stopped) {

        static final TableStatus BEGUN = new TableStatus(0, null, null, null);

        long secondsBehind(Instant now) {
            Instant since =
                    oldest == null || (failingSince != null && failingSince.isBefore(oldest)) ? failingSince : oldest;
            return since == null ? 0 : Math.max(0, Duration.between(since, now).toSeconds());
        }
    }

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<String, TableStatus> tables = new ConcurrentHashMap<>();

    public BronzeStatus(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** From now on, this instance commits the table. */
    void began(String table) {
        if (tables.put(table, TableStatus.BEGUN) == null) {
            gauge("orderlake.bronze.lag.claims", table, TableStatus::behind);
            gauge("orderlake.bronze.lag.seconds", table, status -> status.secondsBehind(clock.instant()));
            gauge("orderlake.bronze.stopped", table, status -> status.stopped() == null ? 0 : 1);
        }
        LOG.atInfo().addKeyValue("table", table).log("Committing a table of bronze");
    }

    private void gauge(String name, String table, ToDoubleFunction<TableStatus> value) {
        registry.gauge(name, Tags.of("table", table), this, self -> value.applyAsDouble(self.status(table)));
    }

    /** From now on, another instance commits the table. */
    void ended(String table) {
        tables.put(table, TableStatus.BEGUN);
        LOG.atInfo().addKeyValue("table", table).log("No longer committing a table of bronze");
    }

    private TableStatus status(String table) {
        return tables.getOrDefault(table, TableStatus.BEGUN);
    }

    void behind(String table, long claims, Optional<Instant> oldest) {
        tables.compute(table, (name, was) -> {
            TableStatus before = was == null ? TableStatus.BEGUN : was;
            return new TableStatus(claims, oldest.orElse(null), before.failingSince(), before.stopped());
        });
    }

    void followed(String table, int claims, CommitBronze.Step step) {
        tables.compute(table, (name, was) -> {
            TableStatus before = was == null ? TableStatus.BEGUN : was;
            return step == CommitBronze.Step.CAUGHT_UP
                    ? TableStatus.BEGUN
                    : new TableStatus(Math.max(0, before.behind() - claims), before.oldest(), null, null);
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

    /** A step failed and will be retried. A failure of another kind than transient is an alarm and stops only this table. */
    void failed(String table, FailureKind kind, int attempt, Throwable cause) {
        registry.counter("orderlake.bronze.failures", "table", table).increment();
        boolean alarm = kind != FailureKind.TRANSIENT;
        tables.compute(table, (name, was) -> {
            TableStatus before = was == null ? TableStatus.BEGUN : was;
            Instant since = before.failingSince() == null ? clock.instant() : before.failingSince();
            return new TableStatus(before.behind(), before.oldest(), since, alarm ? cause.toString() : null);
        });
        // A lasting failure is logged at growing intervals. The counter counts each one.
        Level level = alarm ? Level.ERROR : Level.WARN;
        LOG.atLevel(Integer.bitCount(attempt) == 1 ? level : Level.DEBUG)
                .addKeyValue("table", table)
                .addKeyValue("attempt", attempt)
                .addKeyValue("cause", cause.toString())
                .log("Cannot commit to bronze; landing continues");
    }

    @Override
    public Health health() {
        Map<String, String> lines = new TreeMap<>();
        Instant now = clock.instant();
        tables.forEach((table, status) -> lines.put(table, line(status, now)));
        return Health.up().withDetails(lines).build();
    }

    private static String line(TableStatus status, Instant now) {
        String lag = status.behind() + " claims, " + status.secondsBehind(now) + " s behind";
        if (status.stopped() != null) {
            return "stopped, " + lag + ": " + status.stopped();
        }
        return status.failingSince() == null ? lag : "failing since " + status.failingSince() + ", " + lag;
    }
}
