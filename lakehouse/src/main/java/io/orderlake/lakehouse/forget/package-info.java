/** Taking a person out of bronze, silver and gold, and out of what they were. */
@NullMarked
package io.orderlake.lakehouse.forget;

import org.jspecify.annotations.NullMarked;
