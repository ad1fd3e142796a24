/** Reads change streams of DynamoDB tables, filters them and relays them to {@code order-changes}. */
@NullMarked
package io.orderlake.relay;

import org.jspecify.annotations.NullMarked;
