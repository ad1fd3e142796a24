@NullMarked
package io.orderlake.orderwriter.input;

import org.jspecify.annotations.NullMarked;
