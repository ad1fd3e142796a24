/** Runs DynamoDB Local, on a class path of its own. */
@NullMarked
package io.orderlake.localaws.dynamodb;

import org.jspecify.annotations.NullMarked;
