/** Stands before the servers that are not ours and lets faults happen to their calls. */
@NullMarked
package io.orderlake.localaws.proxy;

import org.jspecify.annotations.NullMarked;
