/** Tests of what the services agree on. */
@NullMarked
package io.orderlake.contract;

import org.jspecify.annotations.NullMarked;
