/** Compares source and lake row by row, and shares no code with the services that it checks. */
@NullMarked
package io.orderlake.launcher.verify;

import org.jspecify.annotations.NullMarked;
