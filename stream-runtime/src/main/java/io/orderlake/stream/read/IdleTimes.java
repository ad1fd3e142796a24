package io.orderlake.stream.read;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Measures for how long things have not changed, by the time of this process: clocks of two machines are never compared. */
final class IdleTimes {

    private record Sighting(Object mark, Instant since) {}

    private Map<String, Sighting> seen = Map.of();

    /** For each thing, how long its mark has not changed; zero where it is new. */
    Map<String, Duration> idle(Map<String, ?> marks, Instant now) {
        Map<String, Sighting> next = new HashMap<>();
        Map<String, Duration> idle = new HashMap<>();
        marks.forEach((name, mark) -> {
            Sighting before = seen.get(name);
            Sighting sighting = before != null && before.mark().equals(mark) ? before : new Sighting(mark, now);
            next.put(name, sighting);
            idle.put(name, Duration.between(sighting.since(), now));
        });
        seen = next;
        return idle;
    }
}
