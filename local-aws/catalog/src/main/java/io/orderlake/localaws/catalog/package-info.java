/** An Iceberg REST catalog over a file of this machine, on a class path of its own. */
@NullMarked
package io.orderlake.localaws.catalog;

import org.jspecify.annotations.NullMarked;
