@NullMarked
package io.orderlake.relay;

import org.jspecify.annotations.NullMarked;
