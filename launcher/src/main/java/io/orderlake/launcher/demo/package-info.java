/** The fleet end to end on fresh state. */
@NullMarked
package io.orderlake.launcher.demo;

import org.jspecify.annotations.NullMarked;
