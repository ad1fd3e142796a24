package io.orderlake.deploy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services of the fleet, as they stand on Fargate. */
enum DeployedService {
    ORDER_WRITER("order-writer-service", 512, 1024),
    STREAM_RELAY("stream-relay-service", 512, 1024),
    TRANSFORMER("transformer-service", 512, 1024),
    LAKE_WRITER("lake-writer-service", 1024, 2048),
    LAKE_VERIFIER("lake-verifier-service", 512, 2048);

    /** Those that read shards, and so have lag. */
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

    /** As the module, the metrics' tag and the ECS service are called. */
    String text() {
        return text;
    }

    /** As the image is called. */
    String image() {
        return text.substring(0, text.lastIndexOf("-service"));
    }

    /** As outputs, whose names know no hyphens, begin. */
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
