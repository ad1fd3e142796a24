/** AWS in memory, written for the simulation alone: what is durable, and each process's way to it through {@link Calls}. */
@NullMarked
package io.orderlake.simulation.aws;

import org.jspecify.annotations.NullMarked;
