/** Tests of the pure steps. */
@NullMarked
package io.orderlake.transformer.enrich;

import org.jspecify.annotations.NullMarked;
