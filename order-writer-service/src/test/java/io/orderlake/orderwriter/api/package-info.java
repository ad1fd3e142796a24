@NullMarked
package io.orderlake.orderwriter.api;

import org.jspecify.annotations.NullMarked;
