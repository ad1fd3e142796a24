/** Forgetting a person: rewrites objects and their entries in the ledger, then searches everything. */
@NullMarked
package io.orderlake.lakewriter.forget;

import org.jspecify.annotations.NullMarked;
