/** AWS in memory, written only for the simulation: the durable state, and the {@link Calls} by which processes reach it. */
@NullMarked
package io.orderlake.simulation.aws;

import org.jspecify.annotations.NullMarked;
