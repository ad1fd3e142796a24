package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.FleetState.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One instance of a service as a child process. */
public final class ServiceProcess {

    /** A serial collector and small stacks, because a laptop runs nine of these JVMs at once. */
    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto");

    private static final String PORT_TAKEN = "was already in use";
    private static final int SHOWN_LINES = 25;

    private final FleetService service;
    private final int instance;
    private final ServiceApp app;
    private final ChildProcess child;
    private final int port;
    private final int managementPort;

    private ServiceProcess(FleetService service, int instance, ServiceApp app, ChildProcess child, Ports.Pair ports) {
        this.service = service;
        this.instance = instance;
        this.app = app;
        this.child = child;
        this.port = ports.http();
        this.managementPort = ports.management();
    }

    static ServiceProcess start(
            FleetService service, int instance, ServiceApp app, FleetPlan plan, Endpoints endpoints, Ports.Pair ports) {
        List<String> command = new ArrayList<>(jvm(service, plan));
        command.addAll(app.command());
        command.addAll(network(ports));
        command.addAll(endpoints.arguments());
        command.addAll(settings(service, plan, endpoints));
        String name = name(service, instance);
        Path log = plan.logs().resolve(name + ".log");
        ChildProcess child = ChildProcess.start(name, command, environment(service, plan), log);
        return new ServiceProcess(service, instance, app, child, ports);
    }

    private static List<String> jvm(FleetService service, FleetPlan plan) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        if (!service.compiledFully()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        // Tomcat leaves folders there, which are removed with the state.
        command.add("-Djava.io.tmpdir=" + plan.logs());
        command.add("-Xmx" + service.heapMegabytes() + "m");
        return command;
    }

    /** Loopback only and without passwords, even if the environment has other settings for a fleet on servers. */
    private static List<String> network(Ports.Pair ports) {
        return List.of(
                "--server.port=" + ports.http(),
                "--management.server.port=" + ports.management(),
                "--server.address=127.0.0.1",
                "--management.server.address=127.0.0.1",
                "--orderlake.security.mode=none");
    }

    /** The first instance has the name of its service. */
    private static String name(FleetService service, int instance) {
        return instance == 1 ? service.label() : service.label() + "-" + instance;
    }

    private static Map<String, String> environment(FleetService service, FleetPlan plan) {
        Map<String, String> environment = new HashMap<>();
        // Identifies the caller in local AWS and in CloudTrail.
        environment.put("AWS_SDK_UA_APP_ID", service.label());
        if (!plan.profile().isEmpty()) {
            environment.put("SPRING_PROFILES_ACTIVE", plan.profile());
        }
        return environment;
    }

    private static List<String> settings(FleetService service, FleetPlan plan, Endpoints endpoints) {
        List<String> settings = new ArrayList<>();
        Path tables = plan.tables();
        if (tables != null) {
            settings.add("--orderlake.tables=" + tables);
        }
        settings.addAll(ownSettings(service, plan, endpoints));
        plan.extra().stream()
                .filter(extra -> extra.service() == service)
                .forEach(extra -> settings.add(extra.setting()));
        return settings;
    }

    private static List<String> ownSettings(FleetService service, FleetPlan plan, Endpoints endpoints) {
        return switch (service) {
            case ORDER_WRITER -> List.of("--orderlake.generator.journal=" + plan.journal());
            case LAKE_WRITER ->
                endpoints.catalogProperties().entrySet().stream()
                        .map(property ->
                                "--orderlake.lake.bronze.catalog." + property.getKey() + "=" + property.getValue())
                        .toList();
            case LAKE_VERIFIER ->
                List.of("--orderlake.verify.state=" + plan.folder().resolve("verifier.state"));
            case STREAM_RELAY, TRANSFORMER -> List.of();
        };
    }

    public FleetService service() {
        return service;
    }

    /** The number of the instance, from 1 on. */
    public int instance() {
        return instance;
    }

    /** The name in logs and status. */
    public String name() {
        return child.name();
    }

    public ProcessHandle handle() {
        return child.handle();
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /** Whether it reports that it is ready; an error if it has ended. */
    public boolean isReady() {
        if (!child.alive()) {
            throw new UserError(name() + " ended; its log " + child.log() + " ends with\n" + logTail());
        }
        return Http.get(managementPort, "/actuator/health/readiness").ok();
    }

    /** Whether the process is running. */
    public boolean alive() {
        return child.alive();
    }

    /** Whether it ended because another process took its port after the launcher had found it free. */
    public boolean lostItsPort() {
        return !child.alive() && logTail().contains(PORT_TAKEN);
    }

    UserError notReady(Duration since) {
        return new UserError(name() + " is not ready after " + since.toSeconds() + " s: "
                + Http.get(managementPort, "/actuator/health").body() + "; its log " + child.log() + " ends with\n"
                + logTail());
    }

    Member member() {
        return new Member(
                name(),
                Running.of(child.handle()),
                port,
                managementPort,
                child.log().toString());
    }

    /** Whether it takes longer to end, because it writes the archive that makes the next start quick. */
    boolean writesArchive() {
        return app.writesArchive();
    }

    /** Terminates it as a rolling update does, and returns immediately. */
    public void terminate() {
        child.terminate();
    }

    /** Kills it as {@code kill -9} does, and returns when it has ended. */
    public void kill() {
        child.kill();
    }

    /** Waits for its end, and kills it after the limit. */
    public void awaitEnd(Duration limit) {
        app.ended(child.awaitEnd(limit.isNegative() ? Duration.ZERO : limit));
    }

    /** The last lines of its log. */
    public String logTail() {
        return LogTail.last(child.log(), SHOWN_LINES);
    }
}
