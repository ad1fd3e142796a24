/**
 * Virtual time, and processes in it: one thread runs at a time, in an order that follows from the seed alone. Knows nothing of
 * the fleet.
 */
@NullMarked
package io.orderlake.simulation.kernel;

import org.jspecify.annotations.NullMarked;
