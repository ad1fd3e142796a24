/** AWS for one machine: loopback only, state under one directory. */
@NullMarked
package io.orderlake.localaws;

import org.jspecify.annotations.NullMarked;
