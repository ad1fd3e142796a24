/** Builds container images without Docker. */
@NullMarked
package io.orderlake.launcher.images;

import org.jspecify.annotations.NullMarked;
