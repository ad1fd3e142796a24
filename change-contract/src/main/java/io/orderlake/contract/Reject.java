package io.orderlake.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that could not be processed. It travels in its change's lane and lands under {@code errors/}.
 *
 * @param original the bytes as they stood on {@code order-changes}; empty where they were too large, then {@code pointer}
 *     names the S3 object that holds them
 * @param stage where it failed: {@code relay}, {@code transform} or {@code lake}
 * @param reason a sentence that names the thing
 * @param key JSON of the key's columns, where it could be read
 * @param position empty where it could not be read
 * @param erased whether it named a person who was forgotten: then it has neither original nor pointer
 */
public record Reject(
        byte[] original,
        String stage,
        String reason,
        String eventId,
        @Nullable String table,
        @Nullable String key,
        @Nullable Position position,
        String sourceShard,
        int lane,
        String sequence,
        Instant rejectedAt,
        @Nullable String pointer,
        boolean redriven,
        boolean erased)
        implements LakeRecord {

    /** A reject with its original. */
    public Reject(
            byte[] original,
            String stage,
            String reason,
            String eventId,
            @Nullable String table,
            @Nullable String key,
            @Nullable Position position,
            String sourceShard,
            int lane,
            String sequence,
            Instant rejectedAt,
            @Nullable String pointer,
            boolean redriven) {
        this(
                original,
                stage,
                reason,
                eventId,
                table,
                key,
                position,
                sourceShard,
                lane,
                sequence,
                rejectedAt,
                pointer,
                redriven,
                false);
    }

    public Reject {
        original = original.clone();
    }

    /** The same, sent again, in that place. */
    public Reject redrivenAt(String redriveShard, int redriveLane, String redriveSequence) {
        return new Reject(
                original,
                stage,
                reason,
                eventId,
                table,
                key,
                position,
                redriveShard,
                redriveLane,
                redriveSequence,
                rejectedAt,
                pointer,
                true,
                erased);
    }

    /** What stays of it where it named a person. */
    Reject erased(String reasonLeft, @Nullable String keyLeft) {
        return new Reject(
                new byte[0],
                stage,
                reasonLeft,
                eventId,
                table,
                keyLeft,
                position,
                sourceShard,
                lane,
                sequence,
                rejectedAt,
                null,
                redriven,
                true);
    }

    @Override
    public byte[] original() {
        return original.clone();
    }
}
