/** Compares the lake with the committed changes. Shares no code with the pipeline and reads only what the pipeline stored. */
@NullMarked
package io.orderlake.simulation.oracle;

import org.jspecify.annotations.NullMarked;
