package io.orderlake.proof.check;

import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import java.util.List;

/** Learns of each object that was compared, each time that it was. */
public interface ObjectListener {

    /** @param rows those of the object; none where its format is not read */
    void compared(LedgerObject object, Stored stored, List<LandedRow> rows);
}
