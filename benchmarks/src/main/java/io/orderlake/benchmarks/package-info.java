/** JMH benchmarks of the pure middle of each service. */
@NullMarked
package io.orderlake.benchmarks;

import org.jspecify.annotations.NullMarked;
