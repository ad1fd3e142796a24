/** The only place that builds AWS clients. */
@NullMarked
package io.orderlake.stream.aws;

import org.jspecify.annotations.NullMarked;
