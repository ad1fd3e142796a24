/** Orders and the story of placing them; knows neither HTTP nor DynamoDB's attribute types. */
@NullMarked
package io.orderlake.orderwriter.order;

import org.jspecify.annotations.NullMarked;
