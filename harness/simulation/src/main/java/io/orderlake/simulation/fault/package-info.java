/** What goes wrong in a history, by name. */
@NullMarked
package io.orderlake.simulation.fault;

import org.jspecify.annotations.NullMarked;
