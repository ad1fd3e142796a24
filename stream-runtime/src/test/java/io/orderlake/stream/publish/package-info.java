@NullMarked
package io.orderlake.stream.publish;

import org.jspecify.annotations.NullMarked;
