/** What stands in the lake and in its ledger. */
@NullMarked
package io.orderlake.proof.lake;

import org.jspecify.annotations.NullMarked;
