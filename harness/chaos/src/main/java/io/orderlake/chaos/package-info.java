/** Makes things go wrong in a fleet under load, and proves that the lake is right all the same. */
@NullMarked
package io.orderlake.chaos;

import org.jspecify.annotations.NullMarked;
