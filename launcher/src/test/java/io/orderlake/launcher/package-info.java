@NullMarked
package io.orderlake.launcher;

import org.jspecify.annotations.NullMarked;
