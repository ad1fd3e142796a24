package io.orderlake.proof.check;

import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import java.util.List;

/** Is called after each comparison of an object. */
public interface ObjectListener {

    /** @param rows of the object; empty if its format is not read */
    void compared(LedgerObject object, Stored stored, List<LandedRow> rows);
}
