package io.orderlake.relay;

import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Lanes;
import io.orderlake.contract.Reject;
import io.orderlake.stream.LaneRecord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rejects again. A reject object is a source of its own, whose source shard is the object: its rejects are sent in
 * the order of the object, so a redrive that was killed and started again, or that runs twice, repeats nothing in the lake.
 * Each reject is sent once; a change that fails again lands in a new reject object.
 *
 * <pre>
 *   object --> decide what can be sent --> begin the pass (durable) --> send --> mark as sent
 *                      ^                                                            |
 *                      +---------- a later redrive, for what was left <-------------+
 * </pre>
 */
public final class Redrive {

    private static final Logger LOG = LoggerFactory.getLogger(Redrive.class);

    static final String TOO_LARGE = "too_large";
    static final String NO_ORIGINAL = "no_original";
    static final String UNREADABLE = "unreadable";
    static final String ERASED = "erased";

    /** What the tag of a redrive may need beyond that of the first relay; {@code orderlake.pack.max-bytes} leaves more. */
    private static final int TAG_BYTES = 4_096;

    private static final int SENT_AT_ONCE = 4_000_000;

    private final RelayDependencies dependencies;
    private final Lanes lanes;
    private final int maxBytes;

    /**
     * Which reject objects to read.
     *
     * @param after the last key of the previous answer
     * @param before when the redrive began: what fails again meanwhile is for the next one
     */
    public record Span(String after, Instant before) {}

    private record Decision(RedrivePass pass, Map<String, Integer> left) {}

    public Redrive(RelayDependencies dependencies, Lanes lanes, int maxRecordBytes) {
        this.dependencies = dependencies;
        this.lanes = lanes;
        this.maxBytes = maxRecordBytes + TAG_BYTES;
    }

    /** Sends the reject objects of the span, as many as the time allows, and at least one. */
    public synchronized RedriveOutcome run(Span span, Duration atMost) {
        Instant end = dependencies.clock().instant().plus(atMost);
        RedriveOutcome outcome = RedriveOutcome.NOTHING;
        try (Stream<String> keys = dependencies.rejects().keys(span.after(), span.before())) {
            for (Iterator<String> each = keys.iterator(); each.hasNext(); ) {
                String key = each.next();
                outcome = pass(key, outcome);
                if (!dependencies.clock().instant().isBefore(end) && each.hasNext()) {
                    outcome = outcome.goingOn(query(key, span.before()));
                    break;
                }
            }
        }
        LOG.atInfo()
                .addKeyValue("objects", outcome.objects())
                .addKeyValue("rejects", outcome.rejects())
                .addKeyValue("open", outcome.open())
                .addKeyValue("next", outcome.next())
                .log("Rejects sent again");
        return outcome;
    }

    private static String query(String after, Instant before) {
        return "after=" + URLEncoder.encode(after, StandardCharsets.UTF_8) + "&before=" + before;
    }

    private RedriveOutcome pass(String key, RedriveOutcome before) {
        RedrivePass last = dependencies.register().redrivePass(key);
        RedriveOutcome outcome = before;
        if (!last.sent()) {
            outcome = outcome.plus(send(key, last), Map.of());
            last = last.asSent();
        }
        if (last.isLast()) {
            return outcome;
        }
        Decision decision;
        try {
            decision = decide(key, last);
        } catch (RejectObjectGone e) {
            // Nothing is decided about it, so the next redrive reads whatever is there then.
            LOG.atInfo().addKeyValue("object", key).log("A listed reject object does not exist");
            return outcome;
        }
        decision.left().forEach(dependencies.metrics()::leftOpen);
        if (decision.pass().sends().isEmpty()) {
            return outcome.plus(0, decision.left());
        }
        RedrivePass begun = dependencies.register().beginPass(key, decision.pass());
        return outcome.plus(begun.sent() ? 0 : send(key, begun), decision.left());
    }

    private Decision decide(String key, RedrivePass last) {
        BitSet sends = new BitSet();
        BitSet leaves = new BitSet();
        Map<String, Integer> left = new TreeMap<>();
        int number = last.number() + 1;
        String sourceShard = RedrivePass.sourceShard(key, number);
        try (Stream<byte[]> lines = dependencies.rejects().lines(key)) {
            int line = 0;
            for (Iterator<byte[]> each = lines.iterator(); each.hasNext(); line++) {
                byte[] reject = each.next();
                if (last.isOpen(line)) {
                    Optional<String> reason = reasonToLeave(reject, new RedrivenChange.RejectLine(sourceShard, line));
                    if (!reason.equals(Optional.of(ERASED))) { // An erased reject is never sent again.
                        (reason.isPresent() ? leaves : sends).set(line);
                    }
                    reason.ifPresent(found -> left.merge(found, 1, Integer::sum));
                }
            }
        }
        return new Decision(new RedrivePass(number, sends, leaves, false), left);
    }

    private Optional<String> reasonToLeave(byte[] line, RedrivenChange.RejectLine place) {
        Optional<Reject> reject = reject(line);
        if (reject.isEmpty()) {
            return Optional.of(UNREADABLE);
        }
        if (reject.get().erased()) {
            return Optional.of(ERASED);
        }
        Optional<LaneRecord> change = change(reject.get(), place);
        if (change.isEmpty()) {
            return Optional.of(NO_ORIGINAL);
        }
        return change.get().data().length > maxBytes ? Optional.of(TOO_LARGE) : Optional.empty();
    }

    private int send(String key, RedrivePass pass) {
        String sourceShard = RedrivePass.sourceShard(key, pass.number());
        List<LaneRecord> waiting = new ArrayList<>();
        int bytes = 0;
        int sent = 0;
        try (Stream<byte[]> lines = dependencies.rejects().lines(key)) {
            int line = 0;
            for (Iterator<byte[]> each = lines.iterator(); each.hasNext(); line++) {
                byte[] reject = each.next();
                if (!pass.sends().get(line)) {
                    continue;
                }
                Optional<LaneRecord> change = decided(reject, new RedrivenChange.RejectLine(sourceShard, line));
                change.ifPresent(waiting::add);
                bytes += change.map(found -> found.data().length).orElse(0);
                if (bytes >= SENT_AT_ONCE) {
                    sent += publish(waiting);
                    bytes = 0;
                }
            }
        }
        sent += publish(waiting);
        dependencies.register().markSent(key, pass);
        dependencies.metrics().redriven(sent);
        return sent;
    }

    private int publish(List<LaneRecord> waiting) {
        int size = waiting.size();
        dependencies.publish().accept(List.copyOf(waiting));
        waiting.clear();
        return size;
    }

    /** A pass sends what existed when it was decided. An original that was deleted since then does not stop the others. */
    private Optional<LaneRecord> decided(byte[] line, RedrivenChange.RejectLine place) {
        Optional<LaneRecord> change =
                reject(line).filter(reject -> !reject.erased()).flatMap(reject -> change(reject, place));
        if (change.isEmpty()) {
            dependencies.metrics().leftOpen(NO_ORIGINAL, 1);
            LOG.atWarn()
                    .addKeyValue("source_shard", place.sourceShard())
                    .addKeyValue("line", place.line())
                    .log("The original of a reject does not exist any more");
        }
        return change;
    }

    private static Optional<Reject> reject(byte[] line) {
        try {
            return LakeRecordJson.read(line) instanceof Reject reject ? Optional.of(reject) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<LaneRecord> change(Reject reject, RedrivenChange.RejectLine place) {
        String pointer = reject.pointer();
        Optional<byte[]> original = pointer == null
                ? Optional.of(reject.original())
                : dependencies.rejects().original(pointer);
        return original.map(bytes -> RedrivenChange.of(
                reject, bytes, place, lanes, dependencies.clock().instant()));
    }
}
