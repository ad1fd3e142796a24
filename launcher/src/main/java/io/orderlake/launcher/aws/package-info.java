/** The stacks of {@code deploy/}, by the CDK's own command. */
@NullMarked
package io.orderlake.launcher.aws;

import org.jspecify.annotations.NullMarked;
