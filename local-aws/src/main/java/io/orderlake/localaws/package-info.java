/** AWS for one machine: loopback only, state under one directory, faults on demand. */
@NullMarked
package io.orderlake.localaws;

import org.jspecify.annotations.NullMarked;
