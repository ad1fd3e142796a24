@NullMarked
package io.orderlake.proof.source;

import org.jspecify.annotations.NullMarked;
