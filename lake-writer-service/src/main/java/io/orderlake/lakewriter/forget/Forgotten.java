package io.orderlake.lakewriter.forget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one answer of {@link PersonErasure} did.
 *
 * @param erased by layer, how many rows, rejects, originals or versions that named the person do so no more
 * @param rewritten how many objects were written anew
 * @param remaining by layer, how many still name the person, as a search after the erasing found
 * @param searched how many objects that search has read
 * @param held why an object could not be rewritten, some of them
 * @param versions whether the store tells older versions
 * @param next what goes on where this answer stopped; empty at the end
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

    /** Counts while an answer is made. */
    static final class Tally {

        private static final int MOST_HELD = 20;

        private final Map<String, Long> erased = new TreeMap<>();
        private final Map<String, Long> remaining = new TreeMap<>();
        private final List<String> held = new ArrayList<>();
        private long rewritten;
        private long searched;
        private boolean versions = true;

        void erased(String layer, long count) {
            erased.merge(layer, count, Long::sum);
        }

        void rewritten() {
            rewritten++;
        }

        void remaining(String layer, long count) {
            remaining.merge(layer, count, Long::sum);
        }

        void searched() {
            searched++;
        }

        void held(String why) {
            if (held.size() < MOST_HELD) {
                held.add(why);
            }
        }

        void noVersions() {
            versions = false;
        }

        Map<String, Long> counts() {
            return Map.copyOf(erased);
        }

        long remaining() {
            return remaining.values().stream().mapToLong(Long::longValue).sum();
        }

        Forgotten outcome(@Nullable String next) {
            return new Forgotten(erased, rewritten, remaining, searched, held, versions, next);
        }
    }
}
