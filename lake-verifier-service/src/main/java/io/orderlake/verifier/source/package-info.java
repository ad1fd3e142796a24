/** What the source tells: its changes and its rows. */
@NullMarked
package io.orderlake.verifier.source;

import org.jspecify.annotations.NullMarked;
