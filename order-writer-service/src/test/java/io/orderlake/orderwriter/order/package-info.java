@NullMarked
package io.orderlake.orderwriter.order;

import org.jspecify.annotations.NullMarked;
