package io.orderlake.orderwriter.input;

/**
 * What is wrong with one field of a request.
 *
 * @param field path of the field, its parts joined by points
 * @param detail what was expected, and what was found
 */
public record FieldError(String field, String detail) {}
