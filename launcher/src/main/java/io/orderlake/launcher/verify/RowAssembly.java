package io.orderlake.launcher.verify;

import io.orderlake.launcher.verify.Evidence.Testimony;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Puts together what stands about one row; testimonies must come sorted by table and key. */
final class RowAssembly {

    /** Among the columns of a testimony, that the row was erased. */
    static final String ERASED = "cdc_erased";

    private final BiConsumer<String, RowEvidence> sink;
    private @Nullable Testimony first;
    private long acknowledged;
    private long intended;
    private Map<Long, Map<String, String>> images = new HashMap<>();
    private SourceState look = new SourceState.Absent();
    private Map<String, List<LandedChange>> landed = new HashMap<>();
    private List<OpenReject> rejects = new ArrayList<>();

    RowAssembly(BiConsumer<String, RowEvidence> sink) {
        this.sink = sink;
    }

    void add(Testimony said) {
        if (first != null && !(first.key().equals(said.key()) && first.table().equals(said.table()))) {
            finish();
        }
        if (first == null) {
            first = said;
        }
        switch (said.witness()) {
            case JOURNAL -> acknowledged(version(said), said.columns());
            case INTENT -> intended = Math.max(intended, version(said));
            case SOURCE -> look = new SourceState.Present(version(said), said.columns());
            case DELETED -> remembered(version(said));
            case REJECT -> rejected(new OpenReject(said.eventId(), said.version()));
            case JSON, PARQUET, SILVER ->
                landed.computeIfAbsent(said.witness().name().toLowerCase(Locale.ROOT), f -> new ArrayList<>())
                        .add(landed(said));
        }
    }

    private static LandedChange landed(Testimony said) {
        Map<String, String> columns = new HashMap<>(said.columns());
        boolean erased = columns.remove(ERASED) != null;
        return new LandedChange(said.position(), said.op(), said.eventId(), said.version(), columns, erased);
    }

    /** Hands over the row that is in work, if there is one. */
    void finish() {
        if (first != null) {
            Journaled journal = new Journaled(acknowledged, Math.max(acknowledged, intended), images);
            sink.accept(first.table(), new RowEvidence(first.key(), List.of(look), journal, landed, rejects));
        }
        first = null;
        acknowledged = 0;
        intended = 0;
        images = new HashMap<>();
        look = new SourceState.Absent();
        landed = new HashMap<>();
        rejects = new ArrayList<>();
    }

    private void acknowledged(long version, Map<String, String> image) {
        acknowledged = Math.max(acknowledged, version);
        images.put(version, image);
    }

    /** The memory of an earlier delete stays when a row of the same key is written again. */
    private void remembered(long version) {
        if (!(look instanceof SourceState.Present)) {
            look = new SourceState.Deleted(version);
        }
    }

    private void rejected(OpenReject reject) {
        if (rejects.stream().noneMatch(known -> known.eventId().equals(reject.eventId()))) {
            rejects.add(reject);
        }
    }

    private static long version(Testimony said) {
        return said.version() == null ? 0 : said.version();
    }
}
