@NullMarked
package io.orderlake.chaos;

import org.jspecify.annotations.NullMarked;
