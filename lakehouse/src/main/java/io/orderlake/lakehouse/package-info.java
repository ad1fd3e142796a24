/** The Spark jobs: bronze to silver to gold, one main class for spark-submit, Glue and EMR. */
@NullMarked
package io.orderlake.lakehouse;

import org.jspecify.annotations.NullMarked;
