@NullMarked
package io.orderlake.proof.check;

import org.jspecify.annotations.NullMarked;
