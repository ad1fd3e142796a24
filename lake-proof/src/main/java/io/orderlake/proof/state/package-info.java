/** What has been proven so far, in one file that can be rebuilt. */
@NullMarked
package io.orderlake.proof.state;

import org.jspecify.annotations.NullMarked;
