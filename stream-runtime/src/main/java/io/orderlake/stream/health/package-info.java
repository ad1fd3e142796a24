/** Lag, progress and failures of a service, as metrics and as readiness. A bug ends the process. */
@NullMarked
package io.orderlake.stream.health;

import org.jspecify.annotations.NullMarked;
