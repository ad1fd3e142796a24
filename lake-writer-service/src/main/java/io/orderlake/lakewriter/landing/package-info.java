/** From the rows of a claim to the names and bytes of its objects, and back. All of it is pure. */
@NullMarked
package io.orderlake.lakewriter.landing;

import org.jspecify.annotations.NullMarked;
