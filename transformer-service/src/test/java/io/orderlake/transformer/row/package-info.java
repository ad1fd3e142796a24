/** Tests of the pure steps. */
@NullMarked
package io.orderlake.transformer.row;

import org.jspecify.annotations.NullMarked;
