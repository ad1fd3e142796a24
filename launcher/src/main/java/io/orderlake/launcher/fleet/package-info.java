/** Starts, monitors and stops the processes of a fleet. */
@NullMarked
package io.orderlake.launcher.fleet;

import org.jspecify.annotations.NullMarked;
