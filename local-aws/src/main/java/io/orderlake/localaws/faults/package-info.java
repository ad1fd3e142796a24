/** Faults by name and rate. */
@NullMarked
package io.orderlake.localaws.faults;

import org.jspecify.annotations.NullMarked;
