/** The fleet under simulated faults: {@code ./orderlake simulate}. */
@NullMarked
package io.orderlake.simulation;

import org.jspecify.annotations.NullMarked;
