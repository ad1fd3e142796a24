package io.orderlake.localaws.protocol;

import tools.jackson.databind.node.ObjectNode;

/** A service behind the gateway. It answers a call, or throws a {@link ServiceError}. */
@FunctionalInterface
public interface AwsService {

    ObjectNode answer(Call call);
}
