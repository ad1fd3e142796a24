@NullMarked
package io.orderlake.verifier.source;

import org.jspecify.annotations.NullMarked;
