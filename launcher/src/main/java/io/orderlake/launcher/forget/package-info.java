/** Forgetting a person: source, streams, lake and lakehouse one behind the other, and the proof. */
@NullMarked
package io.orderlake.launcher.forget;

import org.jspecify.annotations.NullMarked;
