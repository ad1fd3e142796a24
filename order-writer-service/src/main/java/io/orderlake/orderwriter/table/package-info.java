/** Orders in DynamoDB: tables, items and conditional writes. */
@NullMarked
package io.orderlake.orderwriter.table;

import org.jspecify.annotations.NullMarked;
