/** Silver and gold made anew from bronze, and the proof that they are the same. */
@NullMarked
package io.orderlake.lakehouse.rebuild;

import org.jspecify.annotations.NullMarked;
