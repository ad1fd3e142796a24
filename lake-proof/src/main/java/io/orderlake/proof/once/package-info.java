/** Runs the judge once. */
@NullMarked
package io.orderlake.proof.once;

import org.jspecify.annotations.NullMarked;
