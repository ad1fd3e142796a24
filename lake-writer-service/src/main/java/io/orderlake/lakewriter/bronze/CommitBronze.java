package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.ledger.ClaimLog;
import io.orderlake.lakewriter.ledger.DoneClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a commit to bronze: load the table, read the claims behind its pointers, evolve the columns, read the claims'
 * objects, write data files, append them and move the pointers in one transaction. A process that dies after any of these
 * steps leaves a table with which the next process can continue. If two processes commit at once, the last step refuses one.
 */
public final class CommitBronze {

    /** Claims that hold nothing of a table move its pointers together with the next rows, or after this many claims. */
    static final int IDLE_CLAIMS = 10_000;

    /** Bounds of one commit. Its last claim may exceed them. */
    public record Limits(int maxRows, long maxBytes) {}

    private final ClaimLog log;
    private final LandedRows rows;
    private final BronzeTables tables;
    private final Limits limits;
    private final BronzeStatus status;

    private final HeldClaims held = new HeldClaims();

    /** By table: claims that have been read and hold nothing of it. Saves reading them again at each step. */
    private final Map<String, Pointers> seen = new ConcurrentHashMap<>();

    public CommitBronze(ClaimLog log, LandedRows rows, BronzeTables tables, Limits limits, BronzeStatus status) {
        this.log = log;
        this.rows = rows;
        this.tables = tables;
        this.limits = limits;
        this.status = status;
    }

    /** How a step ended. */
    enum Step {
        CAUGHT_UP,
        MORE_WAITS,
        /** Another committer, or an erasure, changed the table meanwhile: what was read is stale. */
        OVERTAKEN
    }

    /** Follows some of the claims behind the table's pointers. */
    Step commitNext(String name) {
        Optional<Table> found = tables.load(name);
        Pointers committed = found.map(CommitBronze::pointers).orElse(Pointers.NONE);
        Pointers read = committed.furthest(seen.getOrDefault(name, Pointers.NONE));
        Waiting waiting = waiting(name, read);
        CommitBatch batch = CommitBatch.of(waiting.claims(), claim -> part(claim, name), limits);
        Pointers target = read.movedThrough(batch.claims());
        if (batch.rows() == 0 && target.ahead(committed) < IDLE_CLAIMS) {
            seen.put(name, target);
        } else if (!commit(name, found, batch, target)) {
            status.overtaken(name);
            return Step.OVERTAKEN;
        }
        Step step = batch.isLast() && !waiting.hasMore() ? Step.CAUGHT_UP : Step.MORE_WAITS;
        status.followed(name, batch.claims().size(), step);
        return step;
    }

    private static Pointers pointers(Table table) {
        return Pointers.of(table.properties());
    }

    private CommitBatch.Part part(DoneClaim claim, String table) {
        Plan plan = log.plan(claim.claim().plan());
        return new CommitBatch.Part(claim, plan, plan.table(table), rows.objects(claim.objects(), plan, table));
    }

    /**
     * Each shard's claims behind the pointers, within the budget.
     *
     * @param hasMore whether the ledger may have further ones
     */
    private record Waiting(List<List<DoneClaim>> claims, boolean hasMore) {}

    private Waiting waiting(String name, Pointers through) {
        Map<String, Long> behind = behind(through);
        List<List<DoneClaim>> waiting = new ArrayList<>();
        boolean hasMore = false;
        for (String shard : behind.keySet()) {
            // The claim that a pointer names is read again: it shows whether the table belongs to another ledger.
            int atMost = held.share(behind.size());
            List<DoneClaim> claims = log.done(shard, Math.max(1, through.number(shard)), atMost);
            held.saw(claims);
            hasMore |= claims.size() >= atMost;
            waiting.add(LogOrder.behind(name, shard, through, claims));
        }
        long claims = behind.values().stream().mapToLong(Long::longValue).sum();
        status.behind(name, claims, LogOrder.oldest(waiting));
        return new Waiting(waiting, hasMore);
    }

    /** The shards whose last claim is not the one that the pointers name, and how many claims they are ahead. */
    private Map<String, Long> behind(Pointers through) {
        Map<String, Long> behind = new TreeMap<>();
        for (String shard : log.shards()) {
            long last = log.last(shard);
            if (last != through.number(shard)) {
                behind.put(shard, Math.max(0, last - through.number(shard)));
            }
        }
        return behind;
    }

    /** False where another committer was faster. */
    private boolean commit(String name, Optional<Table> found, CommitBatch batch, Pointers target) {
        Table table = found.orElseGet(() -> tables.create(name, batch.tablePlans()));
        boolean createdByAnother = found.isEmpty() && !pointers(table).marks().isEmpty();
        if (createdByAnother || !commit(name, table, batch, target)) {
            return false;
        }
        status.committed(name, batch.rows());
        return true;
    }

    private boolean commit(String name, Table table, CommitBatch batch, Pointers target) {
        Snapshot base = table.currentSnapshot();
        BronzeFiles files = null;
        try {
            BronzeTables.evolve(table, batch.tablePlans());
            files = new BronzeFiles(table);
            tables.append(table, base, write(name, table, batch, files), target, files.commitId());
            return true;
        } catch (ValidationException | CommitFailedException lost) {
            deleteAll(files);
            return false;
        } catch (CommitStateUnknownException unknown) {
            // The table may contain the data files. If it does not, the lakehouse's upkeep removes them as orphans.
            throw unknown;
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

    private List<DataFile> write(String name, Table table, CommitBatch batch, BronzeFiles files) {
        for (CommitBatch.Part part : batch.parts()) {
            if (!part.objects().isEmpty()) {
                write(name, table, part, files);
            }
        }
        return files.end();
    }

    private void write(String name, Table table, CommitBatch.Part part, BronzeFiles files) {
        TablePlan columns = part.table().orElseThrow();
        RowConversion conversion = new RowConversion(name, table.schema(), columns);
        for (ObjectEntry object : part.objects()) {
            rows.read(part.plan(), object, columns, row -> files.write(conversion.convert(row)));
        }
    }
}
