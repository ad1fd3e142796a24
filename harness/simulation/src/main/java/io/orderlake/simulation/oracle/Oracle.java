package io.orderlake.simulation.oracle;

import io.orderlake.simulation.oracle.Committed.Fate;
import io.orderlake.simulation.oracle.OracleDifference.Kind;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares all committed changes with the content of the lake. Each change must be there exactly once, as a row or an open
 * reject, with its committed content and its position, and the changes of a key must be in order.
 */
public final class Oracle {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> COLUMNS =
            Set.of("order_id", "version", "quantity", "status", "note", "order_date");

    private final Evidence evidence;
    private final LakeContent lake;
    private final Map<String, Committed> committed = new LinkedHashMap<>();
    private final Map<String, String> firstFormats = new HashMap<>();
    private final Set<String> redrivenFrom = new HashSet<>();
    private final List<OracleDifference> differences = new ArrayList<>();

    public Oracle(Evidence evidence) {
        this.evidence = evidence;
        this.lake = new LakeContent(evidence.objects());
        evidence.committed().forEach(change -> committed.put(change.eventId(), change));
        evidence.claims()
                .forEach(claim -> claim.objects()
                        .forEach(object ->
                                firstFormats.put(object.key(), claim.formats().get(0))));
    }

    /** From the second pass of a redrive on, its number follows the object's key. */
    private static String origin(LakeLine line) {
        return line.text("cdc_source_shard").replaceFirst("#\\d+$", "") + "#" + line.eventId();
    }

    /** All differences; none if source and lake agree. */
    public List<OracleDifference> differences() {
        differences.addAll(lake.differences());
        differences.addAll(new LedgerAudit(evidence, lake).differences());
        lake.lines().forEach(line -> redrivenFrom.add(origin(line)));
        List<LakeLine> counted = lake.lines().stream().filter(this::counts).toList();
        Map<String, List<LakeLine>> byEvent = counted.stream()
                .collect(Collectors.groupingBy(LakeLine::eventId, LinkedHashMap::new, Collectors.toList()));
        byEvent.keySet().stream()
                .filter(id -> !committed.containsKey(id))
                .forEach(id -> differ(Kind.FORGED, "change " + id + " was never committed"));
        committed.values().forEach(change -> checkOnce(change, byEvent.getOrDefault(change.eventId(), List.of())));
        differences.addAll(new KeyOrder(evidence, committed).differences(counted));
        return differences;
    }

    /** A row that landed in several formats counts once. */
    private boolean counts(LakeLine line) {
        return line.isReject() || line.format().equals(firstFormats.getOrDefault(line.object(), line.format()));
    }

    private void checkOnce(Committed change, List<LakeLine> lines) {
        List<LakeLine> rows = lines.stream().filter(line -> !line.isReject()).toList();
        List<LakeLine> open = lines.stream()
                .filter(LakeLine::isReject)
                .filter(reject -> isOpen(change, reject))
                .toList();
        int times = rows.size() + open.size();
        if (times == 0 && !isExcused(change)) {
            differ(Kind.LOST, change.eventId() + " of " + change.key() + " is not in the lake");
        } else if (times > 1) {
            differ(
                    Kind.DUPLICATED,
                    change.eventId() + " of " + change.key() + " is " + times + " times in the lake: " + lines);
        }
        rows.forEach(row -> checkRow(change, row));
        open.forEach(reject -> checkReject(change, reject));
    }

    /** Whether retention removed it from a shard that reported the gap. */
    private boolean isExcused(Committed change) {
        return evidence.trimmed().getOrDefault(change.eventId(), Set.of()).stream()
                .anyMatch(evidence.gaps()::contains);
    }

    /** A reject is closed once its redriven change has landed. */
    private boolean isOpen(Committed change, LakeLine reject) {
        boolean landedAgain = redrivenFrom.contains("redrive/" + reject.object() + "#" + reject.eventId());
        boolean sentAgain = evidence.redriven().contains(reject.object() + "#" + reject.number());
        if (sentAgain && !landedAgain && !isExcused(change)) {
            differ(Kind.LOST, reject.eventId() + " of " + reject.object() + " counts as sent again but has not landed");
        }
        return !landedAgain;
    }

    private void checkRow(Committed change, LakeLine row) {
        if (change.fate() == Fate.REJECT || (change.fate() == Fate.SET_ASIDE && !row.redriven())) {
            differ(Kind.FORGED, change.eventId() + " must be a reject but is a row");
            return;
        }
        Map<String, Object> landed = new HashMap<>();
        COLUMNS.forEach(name -> landed.put(name, plain(row.json().path(name))));
        checkSame(change, "row", change.landing(), landed);
        checkSame(change, "cdc_op", change.op(), row.text("cdc_op"));
        checkSame(change, "cdc_key", "{\"order_id\":\"" + change.key() + "\"}", row.text("cdc_key"));
        checkSame(change, "cdc_position", position(change, evidence.epochs()), row.text("cdc_position"));
        checkSame(change, "cdc_table", "orders", row.text("cdc_table"));
        checkSame(change, "cdc_before", change.before(), before(row));
    }

    private void checkReject(Committed change, LakeLine reject) {
        boolean fixed = change.fate() == Fate.REJECT_UNTIL_FIXED && evidence.allRedriven() && !isExcused(change);
        if (change.fate() == Fate.ROW || fixed) {
            differ(
                    Kind.LOST,
                    change.eventId() + " is a reject: " + reject.json().path("cdc_reject_reason"));
        }
        JsonNode bytes = reject.text("cdc_pointer").isEmpty() ? original(reject) : pointed(reject);
        String sequence = bytes == null
                ? "none"
                : bytes.path("dynamodb").path("SequenceNumber").asString("none");
        checkSame(change, "the reject's original", change.sequence(), sequence);
        checkSame(change, "the reject's position", position(change, evidence.epochs()), reject.text("cdc_position"));
    }

    private @Nullable JsonNode pointed(LakeLine reject) {
        byte[] bytes = evidence.objects().get(reject.text("cdc_pointer").replace("s3://lake/", ""));
        return bytes == null ? null : JSON.readTree(bytes);
    }

    private static @Nullable JsonNode original(LakeLine reject) {
        try {
            JsonNode json = JSON.readTree(Base64.getDecoder().decode(reject.text("cdc_original")));
            return json.isObject() ? json : null;
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    static String position(Committed change, Map<String, Integer> epochs) {
        return "%06d-%40s"
                .formatted(epochs.getOrDefault(change.stream(), 0), change.sequence())
                .replace(' ', '0');
    }

    private static @Nullable Object before(LakeLine row) {
        String text = row.text("cdc_before");
        if (text.isEmpty()) {
            return null;
        }
        Map<String, Object> before = new HashMap<>();
        JSON.readTree(text).properties().forEach(member -> before.put(member.getKey(), plain(member.getValue())));
        return before;
    }

    private static Object plain(JsonNode value) {
        return value.isIntegralNumber() ? (Object) value.longValue() : value.asString("nothing");
    }

    private void checkSame(Committed change, String what, @Nullable Object expected, @Nullable Object was) {
        if (!Objects.equals(expected, was)) {
            differ(Kind.STALE, change.eventId() + ": " + what + " must be " + expected + " but is " + was);
        }
    }

    private void differ(Kind kind, String what) {
        differences.add(new OracleDifference(kind, what));
    }
}
