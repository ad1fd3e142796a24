package io.orderlake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PositionTest {

    @Test
    void beginsWithItsEpoch() {
        assertThat(Position.dynamodb(3, "42").epoch()).isEqualTo(3);
        assertThat(new Position("elsewhere").epoch()).isZero();
    }

    @Property(tries = 300)
    void positionsOfDynamodbSortByEpochThenSequenceNumber(
            @ForAll @IntRange(max = 999_999) int epoch,
            @ForAll @IntRange(max = 999_999) int otherEpoch,
            @ForAll @BigRange(min = "0", max = "9999999999999999999999999999999999999999") BigInteger sequence,
            @ForAll @BigRange(min = "0", max = "9999999999999999999999999999999999999999") BigInteger otherSequence) {
        int expected = epoch == otherEpoch ? sequence.compareTo(otherSequence) : Integer.compare(epoch, otherEpoch);

        assertThat(sign(
                        Position.dynamodb(epoch, sequence.toString()),
                        Position.dynamodb(otherEpoch, otherSequence.toString())))
                .isEqualTo(expected);
    }

    @Property(tries = 300)
    void positionsOfPostgresSortByCommitThenByPlaceInTheTransaction(
            @ForAll long commit, @ForAll long otherCommit, @ForAll long lsn, @ForAll long otherLsn) {
        int expected =
                commit == otherCommit ? Long.compareUnsigned(lsn, otherLsn) : Long.compareUnsigned(commit, otherCommit);

        assertThat(sign(Position.postgres(1, commit, lsn), Position.postgres(1, otherCommit, otherLsn)))
                .isEqualTo(Integer.signum(expected));
    }

    @Property(tries = 300)
    void positionsOfMysqlSortByFileThenOffsetThenRow(
            @ForAll @IntRange(max = 3) int file,
            @ForAll @IntRange(max = 3) int otherFile,
            @ForAll @IntRange(max = 1_000) int offset,
            @ForAll @IntRange(max = 1_000) int otherOffset,
            @ForAll @IntRange(max = 20) int row) {
        int expected = file == otherFile ? Integer.compare(offset, otherOffset) : Integer.compare(file, otherFile);

        assertThat(sign(Position.mysql(1, file, offset, row), Position.mysql(1, otherFile, otherOffset, row)))
                .isEqualTo(expected);
        assertThat(sign(Position.mysql(1, file, offset, 9), Position.mysql(1, file, offset, 10)))
                .isEqualTo(-1);
    }

    @Test
    void aSnapshotRowSortsBelowWhatIsStreamed() {
        assertThat(sign(Position.postgres(1, 0, Long.MAX_VALUE), Position.postgres(1, 1, 1)))
                .isEqualTo(-1);
    }

    @Test
    void thePartsArePadded() {
        assertThat(Position.dynamodb(2, "42").text()).isEqualTo("000002-" + "0".repeat(38) + "42");
        assertThat(Position.unpositioned(0, Instant.parse("2026-11-20T10:00:00.001Z"), "e-1")
                        .text())
                .isEqualTo("000000-00000001795168800001-000-e-1");
        assertThat(Position.unpositioned(0, Instant.parse("2026-11-20T10:00:00.001023Z"), "e-1")
                        .text())
                .isEqualTo("000000-00000001795168800001-023-e-1");
        assertThat(new Position("p").ordinal(1).text()).isEqualTo("p-1");
    }

    @Test
    void whatWouldNotSortIsRefused() {
        assertThatThrownBy(() -> Position.dynamodb(1, "1" + "0".repeat(40))).hasMessageContaining("at most 40 digits");
        assertThatThrownBy(() -> Position.dynamodb(1_000_000, "1")).hasMessageContaining("at most 6 digits");
        assertThatThrownBy(() -> Position.dynamodb(-1, "1")).hasMessageContaining("an epoch of 0 or more but was -1");
        assertThatThrownBy(() -> new Position("")).hasMessageContaining("expected a position but it was empty");
    }

    private static int sign(Position one, Position other) {
        return Integer.signum(one.compareTo(other));
    }
}
