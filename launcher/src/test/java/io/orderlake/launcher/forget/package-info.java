@NullMarked
package io.orderlake.launcher.forget;

import org.jspecify.annotations.NullMarked;
