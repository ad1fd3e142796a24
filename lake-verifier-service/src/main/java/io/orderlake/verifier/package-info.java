/** Compares source and lake while the fleet runs, and publishes up to when they are proven to agree. */
@NullMarked
package io.orderlake.verifier;

import org.jspecify.annotations.NullMarked;
