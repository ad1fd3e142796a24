/**
 * The KPL aggregation format: several records of one lane in one Kinesis record, which KCL, Firehose and AWS's
 * deaggregation modules read too. Pure.
 */
@NullMarked
package io.orderlake.stream.pack;

import org.jspecify.annotations.NullMarked;
