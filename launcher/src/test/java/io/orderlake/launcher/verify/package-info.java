@NullMarked
package io.orderlake.launcher.verify;

import org.jspecify.annotations.NullMarked;
