/** What has been proven so far, in one file that can be rebuilt. */
@NullMarked
package io.orderlake.verifier.state;

import org.jspecify.annotations.NullMarked;
