/** The HTTP face: orders, generator and problem documents. */
@NullMarked
package io.orderlake.orderwriter.api;

import org.jspecify.annotations.NullMarked;
