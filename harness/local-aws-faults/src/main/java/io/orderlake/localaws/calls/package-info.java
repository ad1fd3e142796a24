/** Counts calls by client, operation and resource: the basis of what roles must allow and of what AWS would bill. */
@NullMarked
package io.orderlake.localaws.calls;

import org.jspecify.annotations.NullMarked;
