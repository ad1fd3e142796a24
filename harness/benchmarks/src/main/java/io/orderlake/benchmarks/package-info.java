/** JMH benchmarks: see benchmarks/README.md. */
@NullMarked
package io.orderlake.benchmarks;

import org.jspecify.annotations.NullMarked;
