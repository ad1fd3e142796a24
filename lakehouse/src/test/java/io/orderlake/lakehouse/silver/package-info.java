@NullMarked
package io.orderlake.lakehouse.silver;

import org.jspecify.annotations.NullMarked;
