package io.orderlake.localaws.protocol;

import tools.jackson.databind.JsonNode;

/** Answers an admin call with an object that is written as JSON; an {@link IllegalArgumentException} is status 400. */
@FunctionalInterface
public interface AdminCall {

    /** @param body what was sent; missing if nothing was */
    Object answer(JsonNode body);
}
