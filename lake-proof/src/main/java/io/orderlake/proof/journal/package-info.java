/** Compares the lake with the generator's journal, which is independent of all change streams. */
@NullMarked
package io.orderlake.proof.journal;

import org.jspecify.annotations.NullMarked;
