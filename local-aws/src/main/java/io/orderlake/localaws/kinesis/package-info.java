/** Kinesis Data Streams, without enhanced fan-out. */
@NullMarked
package io.orderlake.localaws.kinesis;

import org.jspecify.annotations.NullMarked;
