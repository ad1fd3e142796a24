@NullMarked
package io.orderlake.stream.process;

import org.jspecify.annotations.NullMarked;
