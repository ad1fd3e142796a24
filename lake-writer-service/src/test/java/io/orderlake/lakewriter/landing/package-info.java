@NullMarked
package io.orderlake.lakewriter.landing;

import org.jspecify.annotations.NullMarked;
