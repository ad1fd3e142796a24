/** Faults by name and rate: for the harness only. */
@NullMarked
package io.orderlake.localaws.faults;

import org.jspecify.annotations.NullMarked;
