@NullMarked
package io.orderlake.deploy;

import org.jspecify.annotations.NullMarked;
