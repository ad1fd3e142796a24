/** Who may call a service over HTTP, and what a request may cost. */
@NullMarked
package io.orderlake.stream.security;

import org.jspecify.annotations.NullMarked;
