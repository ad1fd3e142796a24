@NullMarked
package io.orderlake.simulation.fleet;

import org.jspecify.annotations.NullMarked;
