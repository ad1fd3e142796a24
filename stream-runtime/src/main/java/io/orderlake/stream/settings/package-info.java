/** Where settings come from, and how a wrong setting is reported. */
@NullMarked
package io.orderlake.stream.settings;

import org.jspecify.annotations.NullMarked;
