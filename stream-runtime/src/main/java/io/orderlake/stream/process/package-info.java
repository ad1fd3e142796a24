/** The process that a service runs in. */
@NullMarked
package io.orderlake.stream.process;

import org.jspecify.annotations.NullMarked;
