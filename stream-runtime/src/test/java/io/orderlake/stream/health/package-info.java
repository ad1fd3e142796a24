@NullMarked
package io.orderlake.stream.health;

import org.jspecify.annotations.NullMarked;
