/** What the services agree on: changes, positions, row events, rejects and tables. Depends on nothing of ours. */
@NullMarked
package io.orderlake.contract;

import org.jspecify.annotations.NullMarked;
