/** The one command a newcomer learns: reads arguments, prints, and leaves the work to the packages below. */
@NullMarked
package io.orderlake.launcher;

import org.jspecify.annotations.NullMarked;
