@NullMarked
package io.orderlake.launcher.chaos;

import org.jspecify.annotations.NullMarked;
