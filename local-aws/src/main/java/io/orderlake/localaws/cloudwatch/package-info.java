/** As much of CloudWatch as PutMetricData needs. */
@NullMarked
package io.orderlake.localaws.cloudwatch;

import org.jspecify.annotations.NullMarked;
