@NullMarked
package io.orderlake.verifier;

import org.jspecify.annotations.NullMarked;
