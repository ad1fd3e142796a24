/** The state of the proof, in one file that can be rebuilt. */
@NullMarked
package io.orderlake.proof.state;

import org.jspecify.annotations.NullMarked;
