/** How far the changes of one row have come. */
@NullMarked
package io.orderlake.proof.journey;

import org.jspecify.annotations.NullMarked;
