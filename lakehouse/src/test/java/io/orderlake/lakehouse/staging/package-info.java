@NullMarked
package io.orderlake.lakehouse.staging;

import org.jspecify.annotations.NullMarked;
