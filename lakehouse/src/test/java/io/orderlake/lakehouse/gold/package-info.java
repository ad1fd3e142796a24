@NullMarked
package io.orderlake.lakehouse.gold;

import org.jspecify.annotations.NullMarked;
