@NullMarked
package io.orderlake.lakehouse.upkeep;

import org.jspecify.annotations.NullMarked;
