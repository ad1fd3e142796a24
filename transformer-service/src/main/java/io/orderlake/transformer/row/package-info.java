/** A change flattened to the columns of its table. Pure. */
@NullMarked
package io.orderlake.transformer.row;

import org.jspecify.annotations.NullMarked;
