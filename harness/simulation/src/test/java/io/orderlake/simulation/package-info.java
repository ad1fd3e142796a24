@NullMarked
package io.orderlake.simulation;

import org.jspecify.annotations.NullMarked;
