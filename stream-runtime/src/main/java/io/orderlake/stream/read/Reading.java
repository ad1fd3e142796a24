package io.orderlake.stream.read;

import io.orderlake.stream.Leases;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.ShardStory;

/** Who takes part in reading one stream. */
record Reading(ShardSource source, Leases leases, ShardStory story, ReaderSettings settings, ReaderRim rim) {

    String stream() {
        return source.stream();
    }

    ReaderWatch watch() {
        return rim.watch();
    }
}
