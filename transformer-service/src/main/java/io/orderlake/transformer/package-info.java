/** The transformer: from {@code order-changes} to {@code order-events}. */
@NullMarked
package io.orderlake.transformer;

import org.jspecify.annotations.NullMarked;
