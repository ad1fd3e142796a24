/** What clients send: strict reading of JSON, and refusals that name the field. */
@NullMarked
package io.orderlake.orderwriter.input;

import org.jspecify.annotations.NullMarked;
