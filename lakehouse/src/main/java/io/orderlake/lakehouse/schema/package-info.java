/** Columns of the contract in Spark's words, and how a table's columns may change. */
@NullMarked
package io.orderlake.lakehouse.schema;

import org.jspecify.annotations.NullMarked;
