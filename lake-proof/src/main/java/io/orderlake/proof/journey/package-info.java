/** Where the changes of one row have come to. */
@NullMarked
package io.orderlake.proof.journey;

import org.jspecify.annotations.NullMarked;
