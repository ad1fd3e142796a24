/** Mock orders: a reproducible plan, written in batches, with a journal of what was acknowledged. */
@NullMarked
package io.orderlake.orderwriter.generator;

import org.jspecify.annotations.NullMarked;
