@NullMarked
package io.orderlake.process;

import org.jspecify.annotations.NullMarked;
