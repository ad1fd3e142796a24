@NullMarked
package io.orderlake.proof;

import org.jspecify.annotations.NullMarked;
