@NullMarked
package io.orderlake.localaws.proxy;

import org.jspecify.annotations.NullMarked;
