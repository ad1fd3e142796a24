@NullMarked
package io.orderlake.proof.lake;

import org.jspecify.annotations.NullMarked;
