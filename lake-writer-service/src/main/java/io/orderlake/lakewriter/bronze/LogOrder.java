package io.orderlake.lakewriter.bronze;

import io.orderlake.lakewriter.ledger.DoneClaim;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks that claims follow a pointer without a gap. Pure. */
final class LogOrder {

    private LogOrder() {}

    /**
     * The claims behind a pointer.
     *
     * @param claims the pointer's own claim and those after it
     * @throws StreamFailure of kind set-up where the pointer's claim has another sequence number, or a claim is missing
     */
    static List<DoneClaim> behind(String table, String shard, Pointers through, List<DoneClaim> claims) {
        Pointers.Mark mark = through.marks().get(shard);
        List<DoneClaim> behind = claims;
        if (mark != null) {
            if (claims.isEmpty() || !Pointers.Mark.of(claims.get(0)).equals(mark)) {
                throw refused(table, shard, mark.toString(), claims.isEmpty() ? "none" : String.valueOf(claims.get(0)));
            }
            behind = claims.subList(1, claims.size());
        }
        long expected = through.number(shard) + 1;
        for (DoneClaim claim : behind) {
            if (claim.number() != expected) {
                throw refused(table, shard, "claim " + expected, "claim " + claim.number());
            }
            expected++;
        }
        return behind;
    }

    private static StreamFailure refused(String table, String shard, String expected, String found) {
        return new StreamFailure(
                FailureKind.SETUP,
                "Cannot follow shard " + shard + " for table bronze." + table + ": expected " + expected + " but was "
                        + found + ". Does the table belong to another ledger?");
    }

    /** When the oldest of the waiting claims was done. */
    static Optional<Instant> oldest(List<List<DoneClaim>> waiting) {
        return waiting.stream()
                .filter(claims -> !claims.isEmpty())
                .map(claims -> claims.get(0).doneAt())
                .min(Comparator.naturalOrder());
    }
}
