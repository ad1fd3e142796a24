/** Which calls were made, by whom, of what, and how large: what roles have to allow and what AWS would bill. */
@NullMarked
package io.orderlake.localaws.calls;

import org.jspecify.annotations.NullMarked;
