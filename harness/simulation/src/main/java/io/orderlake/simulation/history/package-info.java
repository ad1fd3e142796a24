/** A history: a workload and a fault plan, run to its end against simulated AWS. */
@NullMarked
package io.orderlake.simulation.history;

import org.jspecify.annotations.NullMarked;
