/** The tests of local-aws with faults. */
@NullMarked
package io.orderlake.localaws.faulty;

import org.jspecify.annotations.NullMarked;
