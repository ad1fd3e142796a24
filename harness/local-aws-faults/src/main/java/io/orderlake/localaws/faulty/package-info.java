/** local-aws with faults on demand and counters of calls: for the harness only. */
@NullMarked
package io.orderlake.localaws.faulty;

import org.jspecify.annotations.NullMarked;
