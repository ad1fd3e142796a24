@NullMarked
package io.orderlake.simulation.aws;

import org.jspecify.annotations.NullMarked;
