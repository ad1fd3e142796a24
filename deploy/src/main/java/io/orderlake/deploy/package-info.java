/** AWS as code: one CDK app of five stacks. */
@NullMarked
package io.orderlake.deploy;

import org.jspecify.annotations.NullMarked;
