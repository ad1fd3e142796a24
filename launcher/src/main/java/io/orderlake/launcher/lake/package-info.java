/** The objects of the lake as local files, and SQL on them and on the Iceberg tables. */
@NullMarked
package io.orderlake.launcher.lake;

import org.jspecify.annotations.NullMarked;
