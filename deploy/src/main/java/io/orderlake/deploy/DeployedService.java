package io.orderlake.deploy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services of the fleet, as they run on Fargate. */
enum DeployedService {
    ORDER_WRITER("order-writer-service", 512, 1024),
    STREAM_RELAY("stream-relay-service", 512, 1024),
    TRANSFORMER("transformer-service", 512, 1024),
    LAKE_WRITER("lake-writer-service", 1024, 2048),
    LAKE_VERIFIER("lake-verifier-service", 512, 2048);

    /** The services that read shards. Only they have a lag. */
    static final List<DeployedService> STREAMING = List.of(STREAM_RELAY, TRANSFORMER, LAKE_WRITER);

    private final String text;
    private final int cpu;
    private final int memory;

    DeployedService(String text, int cpu, int memory) {
        this.text = text;
        this.cpu = cpu;
        this.memory = memory;
    }

    /** @throws IllegalArgumentException where there is no such service */
    static DeployedService named(String text) {
        return Stream.of(values())
                .filter(service -> service.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Cannot find a service called \"" + text + "\""));
    }

    /** The name of the module, of the ECS service, and of the tag on metrics. */
    String text() {
        return text;
    }

    /** The name of the image. */
    String image() {
        return text.substring(0, text.lastIndexOf("-service"));
    }

    /** The prefix of its outputs, whose names cannot contain hyphens. */
    String output() {
        return Stream.of(image().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** Thousandths of a vCPU, roughly: 1024 is one. */
    int cpu() {
        return cpu;
    }

    /** MiB. */
    int memory() {
        return memory;
    }
}
