@NullMarked
package io.orderlake.lakehouse.rebuild;

import org.jspecify.annotations.NullMarked;
