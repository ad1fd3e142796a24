/** Where an order's changes have come to, asked of the verifier. */
@NullMarked
package io.orderlake.orderwriter.journey;

import org.jspecify.annotations.NullMarked;
