/** Silver and bronze to gold: aggregates of the orders table. */
@NullMarked
package io.orderlake.lakehouse.gold;

import org.jspecify.annotations.NullMarked;
