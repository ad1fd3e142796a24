@NullMarked
package io.orderlake.lakehouse.schema;

import org.jspecify.annotations.NullMarked;
