package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.ServiceError;

/**
 * The sequence numbers of one stream: 56 digits, as on AWS, made of the stream's creation time and an ordinal that grows
 * over all its shards. So numbers grow strictly within a shard, a child's are above its parents', those of a stream that
 * was created again are above the old ones, and they order alike as numbers and as text.
 */
record SequenceNumbers(long createdAt) {

    private static final String LEAD = "49";
    private static final int LENGTH = 56;
    private static final int ORDINAL_DIGITS = 19;

    String text(long ordinal) {
        return prefix() + padded(ordinal, LENGTH - prefix().length());
    }

    long ordinal(String text) {
        boolean ours = text.length() == LENGTH
                && text.startsWith(prefix())
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!ours) {
            throw ServiceError.invalidArgument(
                    "StartingSequenceNumber " + text + " is invalid because it did not come from this stream");
        }
        return Long.parseLong(text.substring(LENGTH - ORDINAL_DIGITS));
    }

    private String prefix() {
        return LEAD + padded(createdAt, 13);
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }
}
