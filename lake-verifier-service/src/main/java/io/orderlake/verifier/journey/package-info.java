/** Where the changes of one row have come to. */
@NullMarked
package io.orderlake.verifier.journey;

import org.jspecify.annotations.NullMarked;
