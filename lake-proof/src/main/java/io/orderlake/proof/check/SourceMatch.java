package io.orderlake.proof.check;

import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.SourceShardState;

/** What the source says of a landed row's change. */
sealed interface SourceMatch {

    /** The source reported it, and no row has shown it yet. */
    record Awaited(SourceShardState shard, String sequence, Expected change) implements SourceMatch {}

    /** The source's stream has not been read so far. */
    record NotYet() implements SourceMatch {}

    /** The stream no longer contains it, or nobody says what it was: there is no witness but the lake. */
    record None() implements SourceMatch {}

    /** The stream was read past it; it was met before, or it never was reported. */
    record Past() implements SourceMatch {}
}
