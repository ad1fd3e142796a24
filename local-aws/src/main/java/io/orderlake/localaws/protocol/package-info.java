/** How AWS SDKs call: JSON and CBOR over HTTP, and errors by their AWS names. */
@NullMarked
package io.orderlake.localaws.protocol;

import org.jspecify.annotations.NullMarked;
