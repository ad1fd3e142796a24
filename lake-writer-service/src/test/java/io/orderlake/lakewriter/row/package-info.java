@NullMarked
package io.orderlake.lakewriter.row;

import org.jspecify.annotations.NullMarked;
