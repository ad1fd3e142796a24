package io.orderlake.launcher.verify;

import java.util.Map;

/** A row as one look at the source found it. */
sealed interface SourceState {

    /** The highest version that this look proves to have been written; 0 where it proves none. */
    long version();

    /** The row is there; a row without versions has version 0. */
    record Present(long version, Map<String, String> columns) implements SourceState {}

    /** The row is not there, and the source remembers the version of its delete. */
    record Deleted(long version) implements SourceState {}

    /** The row is not there, and the source remembers nothing of it. */
    record Absent() implements SourceState {
        @Override
        public long version() {
            return 0;
        }
    }
}
