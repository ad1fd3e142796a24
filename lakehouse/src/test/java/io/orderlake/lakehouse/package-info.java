@NullMarked
package io.orderlake.lakehouse;

import org.jspecify.annotations.NullMarked;
