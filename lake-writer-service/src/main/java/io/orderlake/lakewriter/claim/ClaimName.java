package io.orderlake.lakewriter.claim;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identifies a claim of a ledger. Its text is the file name, without ending, of every object of the claim. */
public record ClaimName(String stream, String shardId, long number) {

    private static final Pattern FILE = Pattern.compile("(.+)-(shardId-[^./]+)-(\\d{10})\\.[^/]+");

    public String text() {
        return "%s-%s-%010d".formatted(stream, shardId, number);
    }

    /** The claim of an object; empty where the key does not name a claim. */
    public static Optional<ClaimName> ofObject(String key) {
        Matcher file = FILE.matcher(key.substring(key.lastIndexOf('/') + 1));
        return file.matches()
                ? Optional.of(new ClaimName(file.group(1), file.group(2), Long.parseLong(file.group(3))))
                : Optional.empty();
    }
}
