/** Pure: what is claimed, by which plan it lands, and what has landed before. */
@NullMarked
package io.orderlake.lakewriter.claim;

import org.jspecify.annotations.NullMarked;
