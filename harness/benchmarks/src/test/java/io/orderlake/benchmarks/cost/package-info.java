@NullMarked
package io.orderlake.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
