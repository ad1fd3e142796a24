/** Forgetting a person: objects and the ledger are rewritten, and searched. */
@NullMarked
package io.orderlake.lakewriter.forget;

import org.jspecify.annotations.NullMarked;
