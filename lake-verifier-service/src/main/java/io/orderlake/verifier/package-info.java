/** Compares source and lake for as long as the fleet runs, and says up to when they are proven to agree. */
@NullMarked
package io.orderlake.verifier;

import org.jspecify.annotations.NullMarked;
