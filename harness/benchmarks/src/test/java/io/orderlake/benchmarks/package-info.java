@NullMarked
package io.orderlake.benchmarks;

import org.jspecify.annotations.NullMarked;
