package io.orderlake.transformer;

import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Reject;

/**
 * The outcome of a change as a record of {@code order-events}.
 *
 * @param received what is read of the change
 * @param bytes not copied
 */
record OutputLine(ReceivedChange received, LakeRecord outcome, byte[] bytes) {

    static OutputLine of(ReceivedChange received, LakeRecord outcome) {
        return new OutputLine(received, outcome, LakeRecordJson.write(outcome));
    }

    /** The line itself if the stream can hold it; otherwise a reject in its place, which points to the original in S3. */
    OutputLine within(SizeLimit limit) {
        if (fits(limit)) {
            return this;
        }
        String reason = outcome instanceof Reject reject
                ? reject.reason()
                : "Cannot publish a row event: expected at most " + limit.bytes() + " bytes but was " + bytes.length;
        String pointer = limit.oversize().keep(received.id().eventId(), received.original());
        OutputLine pointing = of(received, received.rejectPointingTo(pointer, reason));
        return pointing.fits(limit) ? pointing : of(received, received.unread().rejectPointingTo(pointer, reason));
    }

    private boolean fits(SizeLimit limit) {
        return bytes.length <= limit.bytes();
    }
}
