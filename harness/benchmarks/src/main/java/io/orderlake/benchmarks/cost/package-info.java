/** What a fleet costs on AWS, and what the managed services would, from list prices and counted calls. */
@NullMarked
package io.orderlake.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
