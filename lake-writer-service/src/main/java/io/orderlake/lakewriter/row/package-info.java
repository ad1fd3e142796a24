/** Pure: from a stream record to what becomes of it. */
@NullMarked
package io.orderlake.lakewriter.row;

import org.jspecify.annotations.NullMarked;
