/** Where settings come from, and how a wrong one is told. */
@NullMarked
package io.orderlake.stream.settings;

import org.jspecify.annotations.NullMarked;
