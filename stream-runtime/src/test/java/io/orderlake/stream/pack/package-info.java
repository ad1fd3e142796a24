@NullMarked
package io.orderlake.stream.pack;

import org.jspecify.annotations.NullMarked;
