/** Reads the four formats of changes on {@code order-changes}. Pure functions. */
@NullMarked
package io.orderlake.transformer.change;

import org.jspecify.annotations.NullMarked;
