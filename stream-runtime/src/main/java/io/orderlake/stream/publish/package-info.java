/** Publishing by lane: in order, until each record is acknowledged; and the streams that are published to. */
@NullMarked
package io.orderlake.stream.publish;

import org.jspecify.annotations.NullMarked;
