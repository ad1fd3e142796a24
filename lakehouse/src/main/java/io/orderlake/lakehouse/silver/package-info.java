/** Bronze to silver: the current state of each row. */
@NullMarked
package io.orderlake.lakehouse.silver;

import org.jspecify.annotations.NullMarked;
