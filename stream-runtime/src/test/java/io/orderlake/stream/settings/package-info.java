@NullMarked
package io.orderlake.stream.settings;

import org.jspecify.annotations.NullMarked;
