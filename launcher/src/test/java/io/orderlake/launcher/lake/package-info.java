@NullMarked
package io.orderlake.launcher.lake;

import org.jspecify.annotations.NullMarked;
