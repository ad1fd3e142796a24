package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.state.ProofDifference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A verifier that restarts, and generated fleets. */
class RestartedProofTest {

    private final SmallFleet fleet = new SmallFleet();

    @Test
    void goesOnAfterARestart() {
        fleet.land(fleet.write("a", 1));
        int underWay = fleet.write("b", 1);
        fleet.proven();
        fleet.restarted();
        fleet.land(underWay, fleet.write("a", 2));

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.through()).isEqualTo(fleet.instant().minus(Duration.ofSeconds(1)));
    }

    @Test
    void aLostStateIsRebuiltAndWhatTheStreamForgotHasTheFoldForAWitness() {
        fleet.land(fleet.write("a", 1), fleet.write("a", 2));
        fleet.land(fleet.write("b", 1));
        fleet.trim(2);
        fleet.forgetful();

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.through()).isEqualTo(fleet.instant().minus(Duration.ofSeconds(1)));
        fleet.rows.put("a", 1);
        assertThat(fleet.proven().kinds()).containsExactly("stale");
    }

    @Property(tries = 100)
    void aRightFleetShowsNoDifferenceAndAnyOneRowTakenAwayIsOne(
            @ForAll @IntRange(min = 1, max = 40) int changes, @ForAll long seed) {
        SmallFleet right = new SmallFleet();
        Random random = new Random(seed);
        List<Integer> held = new ArrayList<>();
        List<LedgerClaim> claims = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            String id = "o-" + random.nextInt(5);
            boolean delete = right.rows.containsKey(id) && random.nextInt(4) == 0;
            held.add(delete ? right.delete(id) : right.write(id, i));
            if (random.nextInt(3) == 0 || i == changes - 1) {
                claims.add(right.land(held.stream().mapToInt(Integer::intValue).toArray()));
                held.clear();
            }
        }
        assertThat(right.proven().differences()).isEmpty();
        assertThat(right.through()).isEqualTo(right.instant().minus(Duration.ofSeconds(1)));

        String key = SmallFleet.key(claims.get(random.nextInt(claims.size())));
        List<String> lines = new ArrayList<>(
                List.of(new String(right.get(key).orElseThrow().bytes(), StandardCharsets.UTF_8).split("\n")));
        Collections.swap(lines, 0, random.nextInt(lines.size()));
        lines.remove(0);
        right.put(key, SmallFleet.bytes(lines));

        assertThat(right.proven().kinds()).containsExactlyInAnyOrder("object_altered", "missing");
        long since = right.differences().stream()
                .mapToLong(ProofDifference::since)
                .min()
                .orElseThrow();
        assertThat(right.through().toEpochMilli()).isEqualTo(since - 1);
    }
}
