/** Pure: from the rows of a claim to the names and bytes of its objects. */
@NullMarked
package io.orderlake.lakewriter.landing;

import org.jspecify.annotations.NullMarked;
