package io.orderlake.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.Hash64;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeenKeysTest {

    @Test
    void fewKeysAreExact() {
        SeenKeys seen = seen(0, 50_000);

        assertThat(mistaken(seen, 1_000_000)).isZero();
    }

    @Test
    void everySeenKeyIsFound() {
        for (int keys : new int[] {10, 100_000, 100_001, 300_000}) {
            SeenKeys seen = seen(0, keys);

            assertThat(LongStream.range(0, keys).map(SeenKeysTest::key)).allMatch(seen::mayContain);
        }
    }

    @Test
    void fewOfManyKeysAreMistaken() {
        assertThat(mistaken(seen(300_000, 300_000), 100_000)).isLessThan(200);
    }

    private static SeenKeys seen(long expected, int keys) {
        SeenKeys seen = new SeenKeys(expected, 1);
        LongStream.range(0, keys).map(SeenKeysTest::key).forEach(seen::add);
        return seen;
    }

    private static long mistaken(SeenKeys seen, int others) {
        return LongStream.range(0, others)
                .map(i -> Hash64.of("other" + i))
                .filter(seen::mayContain)
                .count();
    }

    private static long key(long i) {
        return Hash64.of("key" + i);
    }
}
