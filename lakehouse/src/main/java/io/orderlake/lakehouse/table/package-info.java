/** Tables of the lake in a table format: what silver and gold are written to. */
@NullMarked
package io.orderlake.lakehouse.table;

import org.jspecify.annotations.NullMarked;
