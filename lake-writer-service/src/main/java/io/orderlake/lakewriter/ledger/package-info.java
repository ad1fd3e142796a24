/** The log of claims, and who may add to it. */
@NullMarked
package io.orderlake.lakewriter.ledger;

import org.jspecify.annotations.NullMarked;
