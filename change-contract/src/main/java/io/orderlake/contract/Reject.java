package io.orderlake.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that could not be processed. It travels in its change's lane and lands under {@code errors/}.
 *
 * @param original the change's bytes as they were on {@code order-changes}; empty where they were too large, then
 *     {@code pointer} names the S3 object that holds them
 * @param stage where it failed: {@code relay}, {@code transform} or {@code lake}
 * @param reason a sentence that names the thing
 * @param id as much of it as could be read
 * @param erased whether it named a person who was forgotten: then it has neither original nor pointer
 */
public record Reject(
        byte[] original,
        String stage,
        String reason,
        ChangeId id,
        Place place,
        Instant rejectedAt,
        @Nullable String pointer,
        boolean redriven,
        boolean erased)
        implements LakeRecord {

    public Reject {
        original = original.clone();
    }

    /** A reject with its original. */
    public Reject(
            byte[] original,
            String stage,
            String reason,
            ChangeId id,
            Place place,
            Instant rejectedAt,
            @Nullable String pointer,
            boolean redriven) {
        this(original, stage, reason, id, place, rejectedAt, pointer, redriven, false);
    }

    @Override
    public Reject redrivenAt(Place redrive) {
        return new Reject(original, stage, reason, id, redrive, rejectedAt, pointer, true, erased);
    }

    /** What is left of it where it named a person. */
    Reject erased(String reasonLeft, @Nullable String keyLeft) {
        ChangeId idLeft = new ChangeId(id.eventId(), id.table(), keyLeft, id.position());
        return new Reject(new byte[0], stage, reasonLeft, idLeft, place, rejectedAt, null, redriven, true);
    }

    @Override
    public byte[] original() {
        return original.clone();
    }

    public @Nullable String key() {
        return id.key();
    }

    public @Nullable Position position() {
        return id.position();
    }
}
