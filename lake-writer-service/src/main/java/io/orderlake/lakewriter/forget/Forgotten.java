package io.orderlake.lakewriter.forget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one request of {@link PersonErasure} did.
 *
 * @param erased by layer: how many rows, rejects, originals or versions named the person and no longer do
 * @param rewritten how many objects were replaced
 * @param remaining by layer: how many still name the person, as a search after the erasure found
 * @param searched how many objects that search has read
 * @param held some of the objects that could not be rewritten, each with the reason
 * @param versions whether the store lists older versions
 * @param next continues where this request stopped; empty at the end
 */
public record Forgotten(
        Map<String, Long> erased,
        long rewritten,
        Map<String, Long> remaining,
        long searched,
        List<String> held,
        boolean versions,
        @Nullable String next) {

    public Forgotten {
        erased = Map.copyOf(erased);
        remaining = Map.copyOf(remaining);
        held = List.copyOf(held);
    }

    /** Counts of the request that is running. */
    static final class Counts {

        private static final int MAX_HELD = 20;

        private final Map<String, Long> erased = new TreeMap<>();
        private final Map<String, Long> remaining = new TreeMap<>();
        private final List<String> held = new ArrayList<>();
        private long rewritten;
        private long searched;
        private boolean versions = true;

        void addErased(String layer, long count) {
            erased.merge(layer, count, Long::sum);
        }

        void addRewritten() {
            rewritten++;
        }

        void addRemaining(String layer, long count) {
            if (count > 0) {
                remaining.merge(layer, count, Long::sum);
            }
        }

        void addSearched() {
            searched++;
        }

        void addHeld(String why) {
            if (held.size() < MAX_HELD) {
                held.add(why);
            }
        }

        void noVersions() {
            versions = false;
        }

        Map<String, Long> erased() {
            return Map.copyOf(erased);
        }

        long rewrittenObjects() {
            return rewritten;
        }

        long remaining() {
            return remaining.values().stream().mapToLong(Long::longValue).sum();
        }

        Forgotten outcome(@Nullable String next) {
            return new Forgotten(erased, rewritten, remaining, searched, held, versions, next);
        }
    }
}
