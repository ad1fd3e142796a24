package io.orderlake.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.chaos.Schedule.Event;
import io.orderlake.localaws.faults.FaultKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration LEASE = Duration.ofSeconds(6);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 77, -5})
    void theSameSeedIsTheSameSchedule(long seed) {
        assertThat(Schedule.of(seed, FIVE_MINUTES))
                .isEqualTo(Schedule.of(seed, FIVE_MINUTES))
                .isNotEqualTo(Schedule.of(seed + 1, FIVE_MINUTES));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 77, -5})
    void fiveMinutesHoldEveryKindOfFaultAndTwentyKills(long seed) {
        List<Event> events = Schedule.of(seed, FIVE_MINUTES);
        assertThat(actions(events, Action.Kill.class)).hasSizeGreaterThanOrEqualTo(20);
        assertThat(events.stream()
                        .map(event -> (Object) event.action().getClass())
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(Action.class.getPermittedSubclasses()));
        Set<FaultKind> kinds = actions(events, Action.Disturb.class).stream()
                .map(disturb -> disturb.fault().kind())
                .collect(Collectors.toSet());
        assertThat(kinds).isEqualTo(EnumSet.allOf(FaultKind.class));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 77, -5})
    void aZombieSleepsLongerThanALeaseAndNothingOutlastsTheEnd(long seed) {
        for (Event event : Schedule.of(seed, FIVE_MINUTES)) {
            if (event.action() instanceof Action.Freeze freeze) {
                assertThat(freeze.length()).isGreaterThan(LEASE);
                assertThat(event.at().plus(freeze.length())).isLessThan(FIVE_MINUTES);
            }
            assertThat(event.at()).isLessThan(FIVE_MINUTES);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 77, -5})
    void aStreamKeepsTwoShardsAndNeverHasMoreThanFive(long seed) {
        Map<String, Integer> shards = new HashMap<>();
        for (Event event : Schedule.of(seed, Duration.ofHours(1))) {
            if (event.action() instanceof Action.Split split) {
                assertThat(shards.merge(split.stream(), 1, Integer::sum)).isLessThanOrEqualTo(3);
            } else if (event.action() instanceof Action.Merge merge) {
                assertThat(shards.merge(merge.stream(), -1, Integer::sum)).isNotNegative();
            }
        }
        assertThat(shards.keySet()).containsExactlyInAnyOrderElementsOf(Schedule.STREAMS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 77, -5})
    void oneMinuteHoldsKillsZombiesReshardsAndARoll(long seed) {
        List<Event> events = Schedule.of(seed, Duration.ofMinutes(1));
        assertThat(actions(events, Action.Kill.class)).hasSizeGreaterThanOrEqualTo(5);
        assertThat(actions(events, Action.Freeze.class)).isNotEmpty();
        assertThat(actions(events, Action.Split.class)).isNotEmpty();
        assertThat(actions(events, Action.Roll.class)).hasSize(1);
    }

    private static <A extends Action> List<A> actions(List<Event> events, Class<A> kind) {
        return events.stream()
                .map(Event::action)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
