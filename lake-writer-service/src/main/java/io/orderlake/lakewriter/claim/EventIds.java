package io.orderlake.lakewriter.claim;

import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.RowEvent;

/** Event ids of records that landed, told apart by what they landed as. */
public final class EventIds {

    private final EventIdSet rows = new EventIdSet();
    private final EventIdSet rejects = new EventIdSet();

    /**
     * Whether the record has landed under its id. What landed as a row is done. What landed as a reject is decided, too,
     * but its redrive is no repeat of it.
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

    /** What is in here, as it is kept durably. */
    public LandedIds landedBy(Claim claim) {
        return new LandedIds(claim.claimedAt(), rows.packed(), rejects.packed());
    }
}
