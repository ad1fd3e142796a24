package io.orderlake.relay;

import static io.orderlake.relay.RelayFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.relay.RelayFixtures.MemoryRegister;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedriveKilledTest extends RedriveFixture {

    /** Killed before or after each of its effects; another instance, with a larger limit, goes on. */
    @Test
    void aRedriveThatIsKilledAndBegunAgainRepeatsAndLosesNothing() {
        objects.originals.put("s3://lake/oversize/e", incompressible(6_000));
        objects.rejects.put(
                OBJECT,
                List.of(reject("{\"a\":1}", 1), reject("", 1, null, "s3://lake/oversize/e"), reject("{\"a\":2}", 1)));
        objects.rejects.put(OBJECT + "-2", List.of(reject("{\"a\":3}", 1)));
        int kills = 0;
        for (boolean afterEffect : new boolean[] {false, true}) {
            for (int call = 1; killedAndBegunAgain(call, afterEffect); call++) {
                kills++;
            }
        }
        assertThat(kills).isGreaterThan(15);
    }

    /** False where the first instance made fewer calls. */
    private boolean killedAndBegunAgain(int call, boolean afterEffect) {
        register = new MemoryRegister();
        published.clear();
        Kill kill = new Kill(call, afterEffect);
        boolean killed = false;
        try {
            redrive(
                            changes -> kill.at(() -> published.addAll(changes)),
                            LIMIT,
                            new KilledRegister(register, kill),
                            () -> NOW)
                    .run(span(), Duration.ofMinutes(1));
        } catch (Kill.Killed e) {
            killed = true;
        }
        Redrive larger = redrive(published::addAll, 10_000);
        larger.run(span(), Duration.ofMinutes(1));
        larger.run(span(), Duration.ofMinutes(1));

        assertThat(landed()).as("landed with call %d failing", call).hasSize(4).doesNotHaveDuplicates();
        return killed;
    }

    /** The second instance runs whole right before each effect of the first. */
    @Test
    void twoInstancesAskedAtTheSameTimeRepeatAndLoseNothing() {
        objects.originals.put("s3://lake/oversize/e", incompressible(6_000));
        objects.rejects.put(
                OBJECT,
                List.of(reject("{\"a\":1}", 1), reject("", 1, null, "s3://lake/oversize/e"), reject("{\"a\":2}", 1)));
        int call = 1;
        while (overlapped(call)) {
            call++;
        }
        assertThat(call).isGreaterThan(4);
    }

    private boolean overlapped(int call) {
        register = new MemoryRegister();
        published.clear();
        Redrive second = redrive(published::addAll, 10_000);
        Interruption interruption = new Interruption(call, () -> second.run(span(), Duration.ofMinutes(1)));
        redrive(
                        changes -> interruption.at(() -> published.addAll(changes)),
                        LIMIT,
                        new KilledRegister(register, interruption),
                        () -> NOW)
                .run(span(), Duration.ofMinutes(1));
        second.run(span(), Duration.ofMinutes(1));

        assertThat(landed())
                .as("landed with call %d overlapped", call)
                .hasSize(3)
                .doesNotHaveDuplicates();
        return interruption.happened();
    }
}
