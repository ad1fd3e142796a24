package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.landing.LandedRows;
import io.orderlake.lakewriter.ledger.ClaimLog;
import io.orderlake.lakewriter.ledger.DoneClaim;
import io.orderlake.lakewriter.sink.LandedBytes;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * Bronze's story: load the table, look behind its pointers, take claims, evolve the columns, read the claims' objects, write
 * data files, append them and move the pointers in one transaction. Whoever dies after any of these steps leaves a table
 * from which the next one goes on; two at once are told apart by the last step.
 */
public final class CommitBronze {

    /** Claims that hold nothing of a table move its pointers with the next rows, or after so many. */
    static final int IDLE_CLAIMS = 10_000;

    private static final int CLAIMS_AT_ONCE = 500;

    /** Bounds of one commit, whose last claim may go beyond. */
    public record Limits(int maxRows, long maxBytes) {}

    private final ClaimLog log;
    private final LandedBytes landed;
    private final BronzeTables tables;
    private final Limits limits;
    private final BronzeStatus watch;

    /** How far claims have been looked at that hold nothing of a table: saves reading them at each step. */
    private final Map<String, Pointers> seen = new ConcurrentHashMap<>();

    public CommitBronze(ClaimLog log, LandedBytes landed, BronzeTables tables, Limits limits, BronzeStatus watch) {
        this.log = log;
        this.landed = landed;
        this.tables = tables;
        this.limits = limits;
        this.watch = watch;
    }

    /** How a step ended. */
    enum Step {
        CAUGHT_UP,
        MORE_WAITS,
        /** Another committer, or an erasure, came between: what was read is stale. */
        OVERTAKEN
    }

    /** Follows some of the claims behind the table's pointers. */
    Step commitNext(String name) {
        Optional<Table> standing = tables.load(name);
        Pointers through = standing.map(CommitBronze::pointers).orElse(Pointers.NONE);
        Pointers looked = through.furthest(seen.getOrDefault(name, Pointers.NONE));
        List<List<DoneClaim>> waiting = waiting(name, looked);
        CommitBatch batch = CommitBatch.of(waiting, log::plan, name, limits.maxRows(), limits.maxBytes());
        Step step = batch.isLast() && waiting.stream().allMatch(claims -> claims.size() < CLAIMS_AT_ONCE - 1)
                ? Step.CAUGHT_UP
                : Step.MORE_WAITS;
        Pointers target = looked.movedThrough(batch.claims());
        if (batch.rows() == 0 && target.ahead(through) < IDLE_CLAIMS) {
            seen.put(name, target);
            watch.followed(name, batch.claims().size(), step);
            return step;
        }
        Table table = standing.orElseGet(() -> tables.create(name, batch.tablePlans()));
        boolean createdByAnother =
                standing.isEmpty() && !pointers(table).marks().isEmpty();
        if (createdByAnother || !commit(name, table, batch, target)) {
            watch.overtaken(name);
            return Step.OVERTAKEN;
        }
        watch.followed(name, batch.claims().size(), step);
        return step;
    }

    private static Pointers pointers(Table table) {
        return Pointers.of(table.properties());
    }

    /** Each shard's claims behind the pointers. */
    private List<List<DoneClaim>> waiting(String name, Pointers through) {
        List<List<DoneClaim>> waiting = new ArrayList<>();
        long behind = 0;
        for (String shard : log.shards()) {
            long last = log.last(shard);
            behind += Math.max(0, last - through.number(shard));
            // A claim that a pointer names is read again, so that a table of another ledger is known.
            if (last != through.number(shard)) {
                List<DoneClaim> claims = log.done(shard, Math.max(1, through.number(shard)), CLAIMS_AT_ONCE);
                waiting.add(LogOrder.behind(name, shard, through, claims));
            }
        }
        watch.behind(name, behind, LogOrder.oldest(waiting));
        return waiting;
    }

    /** False where it is overtaken. */
    private boolean commit(String name, Table table, CommitBatch batch, Pointers target) {
        Snapshot base = table.currentSnapshot();
        BronzeFiles files = null;
        try {
            BronzeTables.evolve(table, batch.tablePlans());
            files = new BronzeFiles(table);
            List<DataFile> written = write(name, table, batch, files);
            append(table, base, written, target);
            watch.committed(name, batch.rows());
            return true;
        } catch (ValidationException | CommitFailedException lost) {
            deleteAll(files);
            return false;
        } catch (Unknown unknown) {
            throw unknown.cause;
        } catch (RuntimeException e) {
            deleteAll(files);
            throw e;
        }
    }

    private static void deleteAll(@Nullable BronzeFiles files) {
        if (files != null) {
            files.delete();
        }
    }

    /** Where the answer does not say that the commit failed, nothing may be deleted, and the pointers tell. */
    private void append(Table table, @Nullable Snapshot base, List<DataFile> files, Pointers target) {
        try {
            tables.append(table, base, files, target);
        } catch (ValidationException | CommitFailedException lost) {
            throw lost;
        } catch (RuntimeException unknown) {
            try {
                table.refresh();
            } catch (RuntimeException e) {
                unknown.addSuppressed(e);
                throw new Unknown(unknown);
            }
            if (!pointers(table).reach(target)) {
                throw new Unknown(unknown);
            }
        }
    }

    private List<DataFile> write(String name, Table table, CommitBatch batch, BronzeFiles files) {
        for (CommitBatch.Part part : batch.parts()) {
            if (!part.objects().isEmpty()) {
                write(name, table, part, files);
            }
        }
        return files.end();
    }

    private void write(String name, Table table, CommitBatch.Part part, BronzeFiles files) {
        Plan plan = part.plan();
        TablePlan columns = part.table().orElseThrow();
        RowConversion fitting = new RowConversion(name, table.schema(), columns);
        for (ObjectEntry object : part.objects()) {
            byte[] bytes = landed.read(plan.bucket(), object);
            try {
                LandedRows.read(LandedRows.format(plan), bytes, columns, row -> files.write(fitting.fit(row)));
            } catch (IllegalArgumentException e) {
                throw new StreamFailure(
                        FailureKind.SETUP,
                        "Cannot read the rows of s3://" + plan.bucket() + "/" + object.key() + ": " + e.getMessage(),
                        e);
            }
        }
    }

    /** Wraps a failure after which the data files may belong to the table. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException cause;

        Unknown(RuntimeException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
