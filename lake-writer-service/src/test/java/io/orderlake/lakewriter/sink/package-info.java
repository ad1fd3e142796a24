@NullMarked
package io.orderlake.lakewriter.sink;

import org.jspecify.annotations.NullMarked;
