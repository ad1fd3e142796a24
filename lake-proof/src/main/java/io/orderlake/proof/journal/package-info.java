/** The generator's journal, which no change stream ever passed. */
@NullMarked
package io.orderlake.proof.journal;

import org.jspecify.annotations.NullMarked;
