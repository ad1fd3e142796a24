@NullMarked
package io.orderlake.fleet;

import org.jspecify.annotations.NullMarked;
