/** DynamoDB as a source of changes, through its streams, and as the keeper of leases. */
@NullMarked
package io.orderlake.stream.dynamodb;

import org.jspecify.annotations.NullMarked;
