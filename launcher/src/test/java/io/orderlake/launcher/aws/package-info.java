@NullMarked
package io.orderlake.launcher.aws;

import org.jspecify.annotations.NullMarked;
