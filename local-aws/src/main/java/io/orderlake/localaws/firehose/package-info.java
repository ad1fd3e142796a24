/** As much of Amazon Data Firehose as PutRecordBatch to a plain S3 destination needs. */
@NullMarked
package io.orderlake.localaws.firehose;

import org.jspecify.annotations.NullMarked;
