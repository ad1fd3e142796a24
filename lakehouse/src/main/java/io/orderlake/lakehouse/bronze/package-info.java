/** Incremental reading of bronze. */
@NullMarked
package io.orderlake.lakehouse.bronze;

import org.jspecify.annotations.NullMarked;
