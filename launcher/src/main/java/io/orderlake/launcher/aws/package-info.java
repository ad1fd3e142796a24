/** Operates the stacks of {@code deploy/} with the CDK command line. */
@NullMarked
package io.orderlake.launcher.aws;

import org.jspecify.annotations.NullMarked;
