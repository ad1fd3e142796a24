@NullMarked
package io.orderlake.launcher.fleet;

import org.jspecify.annotations.NullMarked;
