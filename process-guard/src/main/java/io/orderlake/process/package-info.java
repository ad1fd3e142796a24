/** What every process of Orderlake shares, whatever it runs. */
@NullMarked
package io.orderlake.process;

import org.jspecify.annotations.NullMarked;
