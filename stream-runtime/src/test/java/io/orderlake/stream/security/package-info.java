@NullMarked
package io.orderlake.stream.security;

import org.jspecify.annotations.NullMarked;
