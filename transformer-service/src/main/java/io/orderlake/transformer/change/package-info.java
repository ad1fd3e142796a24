/** Changes as they stand on {@code order-changes}, read from the four formats. Pure. */
@NullMarked
package io.orderlake.transformer.change;

import org.jspecify.annotations.NullMarked;
