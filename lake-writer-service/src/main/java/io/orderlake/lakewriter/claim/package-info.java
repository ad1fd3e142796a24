/** What is claimed, with which plan it lands, and what has landed before. All of it is pure. */
@NullMarked
package io.orderlake.lakewriter.claim;

import org.jspecify.annotations.NullMarked;
