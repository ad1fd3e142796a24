/** The faults of a history. */
@NullMarked
package io.orderlake.simulation.fault;

import org.jspecify.annotations.NullMarked;
