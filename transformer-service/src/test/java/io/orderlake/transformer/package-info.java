/** Tests of the transformer. */
@NullMarked
package io.orderlake.transformer;

import org.jspecify.annotations.NullMarked;
