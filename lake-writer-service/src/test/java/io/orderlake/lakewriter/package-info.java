@NullMarked
package io.orderlake.lakewriter;

import org.jspecify.annotations.NullMarked;
