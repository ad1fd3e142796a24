/** Prints changes while they are on their way to the lake. */
@NullMarked
package io.orderlake.launcher.tail;

import org.jspecify.annotations.NullMarked;
