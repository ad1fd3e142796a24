/** Bronze: an Iceberg table for each table, which follows the ledger's claims. See docs/adr/0015. */
@NullMarked
package io.orderlake.lakewriter.bronze;

import org.jspecify.annotations.NullMarked;
