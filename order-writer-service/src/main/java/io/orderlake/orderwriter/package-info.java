/** The order writer: takes orders over HTTP or from its generator and writes them to DynamoDB. */
@NullMarked
package io.orderlake.orderwriter;

import org.jspecify.annotations.NullMarked;
