/** Kinesis as a sharded stream. */
@NullMarked
package io.orderlake.stream.kinesis;

import org.jspecify.annotations.NullMarked;
