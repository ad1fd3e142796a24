/** Objects of the object zone, or files of AWS DMS, merged into silver as they arrive. */
@NullMarked
package io.orderlake.lakehouse.staging;

import org.jspecify.annotations.NullMarked;
