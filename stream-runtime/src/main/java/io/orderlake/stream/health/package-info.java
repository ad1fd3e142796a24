/** Whether a service gets on: lag, progress and failures as metrics and as readiness; and the end of a process on a bug. */
@NullMarked
package io.orderlake.stream.health;

import org.jspecify.annotations.NullMarked;
