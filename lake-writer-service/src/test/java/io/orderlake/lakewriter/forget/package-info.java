@NullMarked
package io.orderlake.lakewriter.forget;

import org.jspecify.annotations.NullMarked;
