package io.orderlake.simulation.fault;

import java.util.Locale;

/** The kinds of faults that a campaign counts. */
public enum PlannedFaultKind {
    CRASH_BEFORE("a process dies right before an effect"),
    CRASH_AFTER("a process dies right after an effect, before it gets the answer"),
    DUPLICATE_DELIVERY("a process dies before its checkpoint: its records are delivered again"),
    PARTIAL_PUT("PutRecords takes some entries and refuses others"),
    THROTTLING("a call is refused for a while"),
    TIMEOUT_DONE("a call times out but has its effect"),
    TIMEOUT_LATE("a call times out and has its effect later, after the caller has continued"),
    ZOMBIE("a process is paused for longer than its leases last, and continues"),
    LOST_LEASE("a lease is taken from its owner"),
    SPLIT("a Kinesis shard is split"),
    MERGE("two Kinesis shards are merged"),
    SHARD_ROLL("a shard of the change stream is closed and continued by a child"),
    EPOCH_CHANGE("the table's stream is re-created"),
    ITERATOR_EXPIRY("an iterator expires"),
    SLOW_READER("reading takes seconds"),
    CLOCK_SKEW("a machine's clock is wrong"),
    POISON("a change fails a check, or is malformed or too large"),
    THROWING_RECORD("a change makes our code throw"),
    FOREIGN_REPEAT("a producer that is not our relay sends a change twice"),
    RETENTION("no process reads for longer than records are kept"),
    S3_ERROR("S3 answers 5xx"),
    S3_SLOW("S3 takes seconds"),
    LEDGER_CONFLICT("a transaction of the ledger is cancelled by a conflict"),
    CHANGED_SETTINGS("a lake writer dies, and its successor has other settings"),
    REDRIVE("rejects are sent again during load"),
    REDRIVE_TWICE("two relays send the same rejects again at the same time"),
    REDRIVE_KILLED("a relay dies while it sends rejects again"),
    ROLLING_RESTART("each process of a service shuts down gracefully and is replaced"),
    RESTART_ALL("every process dies at once");

    private final String meaning;

    PlannedFaultKind(String meaning) {
        this.meaning = meaning;
    }

    /** In plain words. */
    public String meaning() {
        return meaning;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
