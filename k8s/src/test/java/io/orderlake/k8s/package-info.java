@NullMarked
package io.orderlake.k8s;

import org.jspecify.annotations.NullMarked;
