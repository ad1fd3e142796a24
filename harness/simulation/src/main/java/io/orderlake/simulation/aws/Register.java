package io.orderlake.simulation.aws;

import io.orderlake.contract.Lanes;
import io.orderlake.relay.RedrivePass;
import io.orderlake.relay.SourceRegister;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The relay's register. */
public final class Register {

    private final Map<String, Integer> epochs = new HashMap<>();
    private final Map<String, String> newest = new HashMap<>();
    private final Map<String, Lanes> lanes = new HashMap<>();
    private final Map<String, RedrivePass> passes = new HashMap<>();
    private final Set<String> sent = new TreeSet<>();

    /** Rejects that count as sent again, as {@code object#line}. */
    public Set<String> redriven() {
        return sent;
    }

    private boolean mark(String objectKey, RedrivePass pass) {
        RedrivePass last = passes.getOrDefault(objectKey, RedrivePass.NONE);
        if (last.number() == pass.number()) {
            passes.put(objectKey, last.asSent());
            last.sends().stream().forEach(line -> sent.add(objectKey + "#" + line));
        }
        return true;
    }

    private RedrivePass begin(String objectKey, RedrivePass decided) {
        RedrivePass last = passes.getOrDefault(objectKey, RedrivePass.NONE);
        if (last.number() == decided.number() - 1 && last.sent()) {
            passes.put(objectKey, decided);
            return decided;
        }
        return last;
    }

    /** The epoch of each stream that was begun. */
    public Map<String, Integer> epochs() {
        return epochs;
    }

    /** A relay's view. */
    public SourceRegister seenBy(Calls calls) {
        return new View(calls);
    }

    private final class View implements SourceRegister {
        private final Calls calls;

        View(Calls calls) {
            this.calls = calls;
        }

        @Override
        public int epochOf(String table, String stream) {
            return calls.call(
                    Op.BEGIN_EPOCH,
                    stream,
                    twist -> epochs.computeIfAbsent(stream, any -> {
                        newest.put(table, stream);
                        return epochs.size();
                    }));
        }

        @Override
        public Optional<String> newestStream(String table) {
            return calls.call(Op.NEWEST_STREAM, table, twist -> Optional.ofNullable(newest.get(table)));
        }

        @Override
        public Lanes lanesOf(String stream, String shardId, Lanes current) {
            return calls.call(
                    Op.BEGIN_SHARD,
                    stream + "/" + shardId,
                    twist -> lanes.computeIfAbsent(stream + "#" + shardId, any -> current));
        }

        @Override
        public RedrivePass redrivePass(String objectKey) {
            return calls.call(Op.READ_PASS, objectKey, twist -> passes.getOrDefault(objectKey, RedrivePass.NONE));
        }

        @Override
        public RedrivePass beginPass(String objectKey, RedrivePass decided) {
            return calls.call(Op.BEGIN_PASS, objectKey, twist -> begin(objectKey, decided));
        }

        @Override
        public void markSent(String objectKey, RedrivePass pass) {
            calls.call(Op.MARK_SENT, objectKey, twist -> mark(objectKey, pass));
        }
    }
}
