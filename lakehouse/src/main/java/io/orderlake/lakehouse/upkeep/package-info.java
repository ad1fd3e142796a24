/** Compaction, expiry and removal of orphans. */
@NullMarked
package io.orderlake.lakehouse.upkeep;

import org.jspecify.annotations.NullMarked;
