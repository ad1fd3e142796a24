package io.orderlake.launcher.fleet;

import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The services, in the order in which a record passes them; the one that verifies the others is the last. */
public enum FleetService {
    ORDER_WRITER("order-writer", 8080, 96),
    STREAM_RELAY("stream-relay", 8081, 96),
    TRANSFORMER("transformer", 8082, 112),
    LAKE_WRITER("lake-writer", 8083, 192),
    LAKE_VERIFIER("lake-verifier", 8084, 128);

    private static final int MANAGEMENT_OFFSET = 1000;

    private final String label;
    private final int port;
    private final int heapMegabytes;

    FleetService(String label, int port, int heapMegabytes) {
        this.label = label;
        this.port = port;
        this.heapMegabytes = heapMegabytes;
    }

    /** The name in commands, logs and status. */
    public String label() {
        return label;
    }

    /** The Maven module that builds it. */
    public String module() {
        return label + "-service";
    }

    int defaultPort() {
        return port;
    }

    int defaultManagementPort() {
        return port + MANAGEMENT_OFFSET;
    }

    /** Whether several instances can share the work by leases. */
    boolean sharesWork() {
        return this == STREAM_RELAY || this == TRANSFORMER || this == LAKE_WRITER;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /** The services of a fleet. A demo verifies once at its end, so it needs no service that verifies continuously. */
    public static List<FleetService> of(Lifespan lifespan) {
        return Arrays.stream(values())
                .filter(service -> service != LAKE_VERIFIER || lifespan == Lifespan.LASTING)
                .toList();
    }

    /** Whether the JVM compiles its hot code with C2. The verifier reads every change twice; that costs a few percent of the fleet's CPU. */
    boolean compiledFully() {
        return this == LAKE_VERIFIER;
    }

    /** The service with this label or module name. */
    public static Optional<FleetService> named(String name) {
        return Arrays.stream(values())
                .filter(s -> s.label.equals(name) || s.module().equals(name))
                .findFirst();
    }
}
