/** The comparisons. */
@NullMarked
package io.orderlake.verifier.check;

import org.jspecify.annotations.NullMarked;
