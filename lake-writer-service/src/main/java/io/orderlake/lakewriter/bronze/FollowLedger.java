package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.ledger.ClaimLog;
import io.orderlake.stream.Backoff;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.aws.AwsFailures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.jspecify.annotations.Nullable;

/** Commits new claims to the tables that this instance holds. A table that fails does not affect others. For one thread. */
public final class FollowLedger {

    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    /** Failures in a row, and the time of the next attempt. */
    private record Pause(int failures, Instant until) {}

    private final ClaimLog log;
    private final TableLeases leases;
    private final CommitBronze commit;
    private final BronzeStatus status;
    private final InstantSource clock;
    private final Map<String, Pause> pauses = new HashMap<>();
    private Set<String> mine = Set.of();
    private volatile boolean stopping;

    public FollowLedger(
            ClaimLog log, TableLeases leases, CommitBronze commit, BronzeStatus status, InstantSource clock) {
        this.log = log;
        this.leases = leases;
        this.commit = commit;
        this.status = status;
        this.clock = clock;
    }

    /** Commits new claims to each table that is due. */
    void commitNewClaims() {
        take();
        for (String table : mine) {
            if (isDue(table)) {
                follow(table);
            }
        }
    }

    private void take() {
        Set<String> now = leases.mine(tables());
        now.stream().filter(table -> !mine.contains(table)).forEach(status::began);
        mine.stream().filter(table -> !now.contains(table)).forEach(status::ended);
        mine = now;
    }

    /** The tables of all plans: a table that settings no longer name may still have claims to follow. */
    private Set<String> tables() {
        Set<String> names = new TreeSet<>();
        log.plans().forEach(plan -> plan.tables().stream().map(TablePlan::name).forEach(names::add));
        return names;
    }

    private boolean isDue(String table) {
        Pause pause = pauses.get(table);
        return pause == null || !pause.until().isAfter(clock.instant());
    }

    private void follow(String table) {
        try {
            while (!stopping && commit.commitNext(table) == CommitBronze.Step.MORE_WAITS && leases.keep(table)) {
                // Repeat until all claims are followed.
            }
            pauses.remove(table);
        } catch (RuntimeException e) {
            int failures = pauses.containsKey(table) ? pauses.get(table).failures() + 1 : 1;
            Backoff backoff = new Backoff(Duration.ofSeconds(1), MAX_PAUSE);
            pauses.put(table, new Pause(failures, clock.instant().plus(backoff.after(failures, table))));
            status.failed(table, kindOf(e), failures, e);
        }
    }

    /** A failure that neither AWS nor the catalog reports as permanent is transient. */
    static FailureKind kindOf(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamFailure known) {
                return known.kind();
            }
            if (cause instanceof NotAuthorizedException
                    || cause instanceof ForbiddenException
                    || cause instanceof BadRequestException
                    || cause instanceof IllegalArgumentException) {
                return FailureKind.SETUP;
            }
        }
        return AwsFailures.kindOf(failure) == FailureKind.SETUP ? FailureKind.SETUP : FailureKind.TRANSIENT;
    }

    /** Ends after the running step. */
    void stop() {
        stopping = true;
    }

    /** Releases the leases. No step runs any more. */
    void release() {
        leases.release();
    }
}
