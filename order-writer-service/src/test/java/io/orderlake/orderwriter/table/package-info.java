@NullMarked
package io.orderlake.orderwriter.table;

import org.jspecify.annotations.NullMarked;
