@NullMarked
package io.orderlake.launcher.tail;

import org.jspecify.annotations.NullMarked;
