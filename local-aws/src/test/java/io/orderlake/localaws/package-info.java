/** Tests of the processes and their admin endpoint. */
@NullMarked
package io.orderlake.localaws;

import org.jspecify.annotations.NullMarked;
