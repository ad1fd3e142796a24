/** Reads the source: its changes and its rows. */
@NullMarked
package io.orderlake.proof.source;

import org.jspecify.annotations.NullMarked;
