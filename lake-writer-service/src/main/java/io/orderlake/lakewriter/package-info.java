/** Lands {@code order-events} on S3 by claims: see {@link io.orderlake.lakewriter.LakeWriteProcessor}. */
@NullMarked
package io.orderlake.lakewriter;

import org.jspecify.annotations.NullMarked;
