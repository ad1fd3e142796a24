/** The landed objects on disk, and SQL over them. */
@NullMarked
package io.orderlake.launcher.lake;

import org.jspecify.annotations.NullMarked;
