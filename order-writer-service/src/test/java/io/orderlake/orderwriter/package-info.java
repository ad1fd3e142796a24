@NullMarked
package io.orderlake.orderwriter;

import org.jspecify.annotations.NullMarked;
