@NullMarked
package io.orderlake.proof.state;

import org.jspecify.annotations.NullMarked;
