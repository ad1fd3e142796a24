package io.orderlake.stream;

import java.util.UUID;

/** The name of this process among those of its service. */
public record InstanceName(String name) {

    private static final int RANDOM_CHARACTERS = 8;

    /** As set. By default the host's name and random characters, so that two processes never share a name. */
    public static InstanceName of(RuntimeSettings settings) {
        if (settings.instance() != null) {
            return new InstanceName(settings.instance());
        }
        String host = System.getenv().getOrDefault("HOSTNAME", "instance");
        return new InstanceName(host + "-" + UUID.randomUUID().toString().substring(0, RANDOM_CHARACTERS));
    }
}
