package io.orderlake.proof.check;

import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.SourceShardState;

/** What the source has reported about a landed row's change. */
sealed interface SourceMatch {

    /** The source reported the change, and no row of it has landed before. */
    record Awaited(SourceShardState shard, String sequence, Expected change) implements SourceMatch {}

    /** The source's stream has not been read far enough. */
    record NotYet() implements SourceMatch {}

    /** The stream no longer contains the change, or the row does not identify it: only the lake shows it. */
    record None() implements SourceMatch {}

    /** The stream was read past it: the change landed before, or was never reported. */
    record Past() implements SourceMatch {}
}
