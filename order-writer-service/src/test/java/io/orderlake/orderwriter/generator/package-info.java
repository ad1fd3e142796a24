@NullMarked
package io.orderlake.orderwriter.generator;

import org.jspecify.annotations.NullMarked;
