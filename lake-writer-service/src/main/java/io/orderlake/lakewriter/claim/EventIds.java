package io.orderlake.lakewriter.claim;

import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.RowEvent;

/** Event ids of records that landed. Keeps those of rows and those of rejects apart. */
public final class EventIds {

    private final EventIdSet rows = new EventIdSet();
    private final EventIdSet rejects = new EventIdSet();

    /**
     * Whether the record has landed under its id. A record that landed as a row or as a reject is a repeat when it comes
     * again. The redrive of a reject is not a repeat of that reject.
     */
    public boolean cover(EventId id, LakeRecord lakeRecord) {
        return rows.contains(id) || (!lakeRecord.redriven() && rejects.contains(id));
    }

    /** Adds the id of a record that lands. */
    public void add(EventId id, LakeRecord lakeRecord) {
        (lakeRecord instanceof RowEvent ? rows : rejects).add(id);
    }

    void add(LandedIds landed) {
        rows.addPacked(landed.rows());
        rejects.addPacked(landed.rejects());
    }

    public int size() {
        return rows.size() + rejects.size();
    }

    /** These ids in the form in which they are stored. */
    public LandedIds landedBy(Claim claim) {
        return new LandedIds(claim.claimedAt(), rows.packed(), rejects.packed());
    }
}
