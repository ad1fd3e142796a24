package io.orderlake.simulation.history;

import io.orderlake.simulation.aws.Leasing;
import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.aws.StreamShard;
import io.orderlake.simulation.aws.StreamShard.Entry;
import io.orderlake.simulation.fleet.Aws;
import io.orderlake.stream.Lease;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The changes that retention removed before they were read, and the shards that must report their gaps. */
final class TrimmedChanges {

    /** The bytes of a record contain event ids as plain text, whether it is packed or not. */
    private static final Pattern EVENT_ID = Pattern.compile("\"(?:eventID|cdc_event_id|event_id)\":\"(e-\\d+)\"");

    private final Aws aws;
    private final Map<String, Set<String>> shards = new HashMap<>();

    TrimmedChanges(Aws aws) {
        this.aws = aws;
    }

    /** For each change, the shards one of which must have a reported gap, as {@code stream/shard}. */
    Map<String, Set<String>> shards() {
        return shards;
    }

    /** Removes the records that are older than the retention; returns how many they were. */
    int trim() {
        return aws.streams().mapToInt(this::trim).sum();
    }

    private int trim(Stream stream) {
        int removed = 0;
        for (StreamShard shard : stream.shards()) {
            for (Entry entry : stream.trim(shard)) {
                removed++;
                note(entry, stream, shard);
            }
        }
        return removed;
    }

    private void note(Entry entry, Stream stream, StreamShard shard) {
        @Nullable String checkpoint =
                aws.leases(stream.name()).of(shard.id()).map(Lease::checkpoint).orElse(null);
        if (checkpoint != null && new BigInteger(entry.sequence()).compareTo(new BigInteger(checkpoint)) <= 0) {
            return;
        }
        EVENT_ID.matcher(new String(entry.data(), StandardCharsets.ISO_8859_1))
                .results()
                .forEach(found -> shards.computeIfAbsent(found.group(1), id -> new HashSet<>())
                        .addAll(reporting(stream, shard)));
    }

    /** A shard that opened and expired while no process listed shards belongs to the gap of its parents. */
    Set<String> reporting(Stream stream, StreamShard shard) {
        Leasing leases = aws.leases(stream.name());
        if (leases.of(shard.id()).isPresent() || shard.parents().isEmpty()) {
            return Set.of(stream.name() + "/" + shard.id());
        }
        Set<String> reporting = new HashSet<>(List.of(stream.name() + "/" + shard.id()));
        for (StreamShard other : stream.shards()) {
            if (shard.parents().contains(other.id())) {
                reporting.addAll(reporting(stream, other));
            }
        }
        return reporting;
    }
}
