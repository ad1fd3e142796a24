@NullMarked
package io.orderlake.lakewriter.bronze;

import org.jspecify.annotations.NullMarked;
