@NullMarked
package io.orderlake.lakewriter.ledger;

import org.jspecify.annotations.NullMarked;
