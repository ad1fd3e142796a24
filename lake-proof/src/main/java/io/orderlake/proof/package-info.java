/** What a row is worth, told from source and lake alike. Shares no code with the services that it judges. */
@NullMarked
package io.orderlake.proof;

import org.jspecify.annotations.NullMarked;
