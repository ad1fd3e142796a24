package io.orderlake.proof.check;

import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject.Erased;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.FoldedRow.Witness;
import org.jspecify.annotations.Nullable;

/**
 * The states to which the rows of one object lead.
 *
 * @param declared what the ledger declares as erased
 * @param since milliseconds of the oldest change in the object's claim
 */
record RowStates(Erased declared, long since) {

    boolean isErased(LandedRow row) {
        return declared.erased() > 0 && row.erasure() == LandedRow.Erasure.VALUES;
    }

    FoldedRow landed(Expected change, LandedRow row, RowFingerprint fingerprint) {
        return FoldedRow.after(change, witness(row, Witness.BOTH), fingerprint);
    }

    static FoldedRow rejected(Expected change) {
        return FoldedRow.after(change, Witness.REJECT, change.fingerprint());
    }

    /** Of a row or reject that no stream contains; null for a reject that does not name its row. */
    @Nullable FoldedRow unwitnessed(LandedRow row) {
        RowFingerprint fingerprint = row.fingerprint();
        if (fingerprint != null) {
            Witness witness = witness(row, Witness.LAKE);
            return unwitnessed(row, row.op().equals("D"), witness, fingerprint, row.changedAt());
        }
        // The lake does not show the values that the row has in the table.
        return row.key().isEmpty() ? null : unwitnessed(row, false, Witness.REJECT, RowFingerprint.NONE, since);
    }

    private static FoldedRow unwitnessed(
            LandedRow row, boolean delete, Witness witness, RowFingerprint fingerprint, long changedAt) {
        return new FoldedRow(row.position(), delete, witness, fingerprint, changedAt, new long[0]);
    }

    /** An erased row in the lake does not show the values of the table. */
    private Witness witness(LandedRow row, Witness otherwise) {
        return isErased(row) && !row.op().equals("D") ? Witness.REJECT : otherwise;
    }
}
