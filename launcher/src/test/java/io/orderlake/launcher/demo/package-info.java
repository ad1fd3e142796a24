@NullMarked
package io.orderlake.launcher.demo;

import org.jspecify.annotations.NullMarked;
