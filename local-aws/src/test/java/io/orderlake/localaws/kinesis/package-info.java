/** The contract that any Kinesis keeps which the fleet runs on. */
@NullMarked
package io.orderlake.localaws.kinesis;

import org.jspecify.annotations.NullMarked;
