/** What must stand in the lake, and what does. Shares no code with the pipeline, and reads nothing but its traces. */
@NullMarked
package io.orderlake.simulation.oracle;

import org.jspecify.annotations.NullMarked;
