/** Injects faults into a fleet under load, and compares source and lake afterwards. */
@NullMarked
package io.orderlake.chaos;

import org.jspecify.annotations.NullMarked;
