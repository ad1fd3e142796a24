package io.orderlake.stream.read;

import io.orderlake.stream.Leases;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.ShardSource;

/** All that takes part in reading one stream. */
record ReaderContext(
        ShardSource source,
        Leases leases,
        ShardProcessor processor,
        ReaderSettings settings,
        ReaderDependencies dependencies) {

    String stream() {
        return source.stream();
    }

    ReaderListener listener() {
        return dependencies.listener();
    }
}
