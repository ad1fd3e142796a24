@NullMarked
package io.orderlake.lakewriter.claim;

import org.jspecify.annotations.NullMarked;
