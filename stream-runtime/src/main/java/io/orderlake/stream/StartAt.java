package io.orderlake.stream;

import java.time.Instant;

/** Where reading of a shard starts. */
public sealed interface StartAt {

    /** At the oldest record that the stream still holds. */
    record TrimHorizon() implements StartAt {}

    /** After the newest record. */
    record Latest() implements StartAt {}

    /** At the first record that arrived then or later. */
    record Time(Instant at) implements StartAt {}

    /** Right after the record of that sequence number. */
    record After(String sequence) implements StartAt {}
}
