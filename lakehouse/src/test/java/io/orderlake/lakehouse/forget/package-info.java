@NullMarked
package io.orderlake.lakehouse.forget;

import org.jspecify.annotations.NullMarked;
