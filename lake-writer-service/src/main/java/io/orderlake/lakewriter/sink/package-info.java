/** Destinations of rows: objects on S3, or Amazon Data Firehose. */
@NullMarked
package io.orderlake.lakewriter.sink;

import org.jspecify.annotations.NullMarked;
