@NullMarked
package io.orderlake.lakehouse.table;

import org.jspecify.annotations.NullMarked;
