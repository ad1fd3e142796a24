/** The command line {@code ./orderlake}: reads arguments and prints results; the packages below do the work. */
@NullMarked
package io.orderlake.launcher;

import org.jspecify.annotations.NullMarked;
