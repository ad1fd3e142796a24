/** The Kinesis binder of Spring Cloud Stream with our reading and publishing in place of its own. */
@NullMarked
package io.orderlake.stream.binder;

import org.jspecify.annotations.NullMarked;
