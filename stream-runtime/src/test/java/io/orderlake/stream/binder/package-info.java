@NullMarked
package io.orderlake.stream.binder;

import org.jspecify.annotations.NullMarked;
