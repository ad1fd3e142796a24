package io.orderlake.stream.publish;

import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.pack.PackedRecord;
import io.orderlake.stream.pack.Packer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans the next request of what is still to be published. A request has at most one Kinesis record per lane, because
 * PutRecords may store a lane's second record and refuse its first.
 */
final class PutPlan {

    /** Limits of one PutRecords call; the bytes include partition keys. */
    static final int MAX_RECORDS = 500;

    static final int MAX_BYTES = 5_000_000;

    private final Packer packer;

    /** By lane; the lane that has waited longest is first. */
    private final Map<Integer, List<LaneRecord>> waiting = new LinkedHashMap<>();

    PutPlan(Packer packer, List<LaneRecord> laneRecords) {
        this.packer = packer;
        for (LaneRecord laneRecord : laneRecords) {
            waiting.computeIfAbsent(laneRecord.lane(), lane -> new ArrayList<>())
                    .add(laneRecord);
        }
    }

    boolean isDone() {
        return waiting.isEmpty();
    }

    /** The oldest waiting records of as many lanes as one request takes. */
    List<PackedRecord> next() {
        List<PackedRecord> request = new ArrayList<>();
        int bytes = 0;
        for (List<LaneRecord> lane : waiting.values()) {
            PackedRecord oldest = packer.first(lane);
            bytes += oldest.size();
            if (bytes > MAX_BYTES || request.size() == MAX_RECORDS) {
                break;
            }
            request.add(oldest);
        }
        return request;
    }

    /**
     * Applies the answer to a request. A refused record stays the next of its lane.
     *
     * @return how many records were acknowledged, those inside packed ones counted
     */
    int settle(List<PackedRecord> request, BitSet refused) {
        int acknowledged = 0;
        for (int i = 0; i < request.size(); i++) {
            PackedRecord sent = request.get(i);
            int settled = refused.get(i) ? 0 : sent.count();
            moveOn(sent.lane(), settled);
            acknowledged += settled;
        }
        return acknowledged;
    }

    private void moveOn(int lane, int settled) {
        List<LaneRecord> was = waiting.remove(lane);
        if (was != null && settled < was.size()) {
            waiting.put(lane, was.subList(settled, was.size()));
        }
    }
}
