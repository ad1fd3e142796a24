/** Many histories: run, counted, and the failing ones cut down. */
@NullMarked
package io.orderlake.simulation.campaign;

import org.jspecify.annotations.NullMarked;
