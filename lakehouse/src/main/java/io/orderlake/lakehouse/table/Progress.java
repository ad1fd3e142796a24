package io.orderlake.lakehouse.table;

import java.util.Map;
import java.util.Optional;

/**
 * How far a table has followed what it is made from. It is stored in the commit of the data that it speaks of, so that data
 * and progress stand or fall together, and a table that is rolled back goes back in its progress, too.
 *
 * @param upstream {@code bronze} or {@code silver}
 * @param mark the snapshot of the upstream table that is contained
 */
public record Progress(String upstream, String mark) {

    private static final String PREFIX = "orderlake.through-";

    /** The progress among a commit's properties. */
    static Optional<Progress> of(String upstream, Map<String, String> properties) {
        return Optional.ofNullable(properties.get(PREFIX + upstream)).map(mark -> new Progress(upstream, mark));
    }

    String property() {
        return PREFIX + upstream;
    }
}
