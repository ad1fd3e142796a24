package io.orderlake.verifier;

import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.check.NotCompared;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.check.VerifiedThrough;
import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proof's result as one JSON object. */
final class ProofPage {

    private static final int EXAMPLES = 20;

    private final ProofProcessor processor;
    private final ProofStore store;
    private final ProofCost cost;
    private final ProvingLoop loop;
    private final Figures figures;
    private final InstantSource clock;

    /** Sources of the page's figures. */
    record Figures(ProofStore store, ProofCost cost, ProvingLoop loop, ObjectReaders readers, List<TableShape> tables) {
        Figures {
            tables = List.copyOf(tables);
        }
    }

    ProofPage(ProofProcessor processor, Figures figures, InstantSource clock) {
        this.processor = processor;
        this.store = figures.store();
        this.cost = figures.cost();
        this.loop = figures.loop();
        this.figures = figures;
        this.clock = clock;
    }

    Map<String, @Nullable Object> now() {
        VerifiedThrough through = processor.through();
        List<ProofDifference> differences = store.differences().all();
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("verified_through", time(through.millis()));
        page.put("lag_ms", through.millis() == 0 ? null : clock.millis() - through.millis());
        page.put(
                "source_shards", through.shards().stream().map(ProofPage::shard).toList());
        page.put("differences", counts(differences));
        page.put(
                "examples",
                differences.stream().limit(EXAMPLES).map(ProofPage::example).toList());
        page.put("not_compared", notCompared());
        page.put("awaited", store.expectations().count());
        page.put("open_rejects", store.rejects().count());
        page.put("rows", store.rows().count());
        page.put("objects", store.lake().objectCount());
        page.put("claims", store.lake().claimCount());
        page.put("gaps", store.figure("gaps"));
        page.put("left_out", store.figure("left_out"));
        page.put("rounds", store.figure("rounds"));
        page.put("last_round_began_at", time(store.figure("round_began_at")));
        page.put("cost_since_start", costs());
        return page;
    }

    private List<String> notCompared() {
        List<String> left = new ArrayList<>(
                NotCompared.of(store, figures.readers(), figures.tables(), cost.unwitnessed(), store.figure("rounds")));
        if (store.figure("gaps") > 0) {
            left.add("changes in " + store.figure("gaps") + " gaps: the stream removed them before they were read");
        }
        return left;
    }

    private Map<String, Object> costs() {
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("cpu_seconds", loop.cpuSeconds());
        costs.put("read_units", cost.readUnits());
        costs.put("requests", cost.requests());
        costs.put("bytes", cost.bytes());
        costs.put("changes", cost.changes());
        costs.put("rows", cost.rows());
        costs.put("rows_without_witness", cost.unwitnessed());
        costs.put("last_round_seconds", store.figure("round_millis") / 1000.0);
        return costs;
    }

    private static Map<String, Long> counts(List<ProofDifference> differences) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            counts.put(
                    kind.word(),
                    differences.stream().filter(one -> one.kind() == kind).count());
        }
        return counts;
    }

    private static Map<String, @Nullable Object> shard(VerifiedThrough.OfShard shard) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("name", shard.name());
        page.put("read_through", shard.read() == Long.MAX_VALUE ? "its end" : time(shard.read()));
        page.put("awaits", shard.awaited().map(change -> change.eventId()).orElse(null));
        page.put(
                "awaits_since",
                shard.awaited().map(change -> time(change.changedAt())).orElse(null));
        return page;
    }

    private static Map<String, Object> example(ProofDifference difference) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("kind", difference.kind().word());
        List<String[]> texts = new ArrayList<>();
        texts.add(new String[] {"table", difference.table()});
        texts.add(new String[] {"key", difference.key().replace('\u001f', '/')});
        texts.add(new String[] {"event_id", difference.eventId()});
        texts.add(new String[] {"object", difference.object()});
        texts.add(new String[] {"claim", difference.claim()});
        texts.stream().filter(text -> !text[1].isEmpty()).forEach(text -> page.put(text[0], text[1]));
        page.put("since", Instant.ofEpochMilli(difference.since()).toString());
        page.put("found_at", Instant.ofEpochMilli(difference.foundAt()).toString());
        page.put("what", difference.sentence());
        return page;
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
