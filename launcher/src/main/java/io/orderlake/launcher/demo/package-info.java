/** The demo: a fleet from start to stop on fresh state. */
@NullMarked
package io.orderlake.launcher.demo;

import org.jspecify.annotations.NullMarked;
