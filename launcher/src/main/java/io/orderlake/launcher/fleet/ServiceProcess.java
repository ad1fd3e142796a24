package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.FleetState.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One service as a process of ours. */
public final class ServiceProcess {

    /** A serial collector and small stacks: a laptop has to hold nine of these at once. */
    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto");

    private static final String PORT_TAKEN = "was already in use";
    private static final int SHOWN_LINES = 25;

    private final Service service;
    private final ServiceApp app;
    private final ChildProcess child;
    private final int port;
    private final int managementPort;

    private ServiceProcess(Service service, ServiceApp app, ChildProcess child, int port, int managementPort) {
        this.service = service;
        this.app = app;
        this.child = child;
        this.port = port;
        this.managementPort = managementPort;
    }

    static ServiceProcess start(
            Service service,
            ServiceApp app,
            FleetPlan plan,
            Endpoints endpoints,
            List<String> more,
            int port,
            int managementPort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        if (!service.compiledFully()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        // Tomcat leaves folders there; they go with the state.
        command.add("-Djava.io.tmpdir=" + plan.logs());
        command.add("-Xmx" + service.heapMegabytes() + "m");
        command.addAll(app.command());
        command.add("--server.port=" + port);
        command.add("--management.server.port=" + managementPort);
        command.addAll(endpoints.arguments());
        command.addAll(more);
        command.addAll(settings(service, plan));
        Path log = plan.logs().resolve(service.label() + ".log");
        Map<String, String> environment =
                plan.profile().isEmpty() ? Map.of() : Map.of("SPRING_PROFILES_ACTIVE", plan.profile());
        ChildProcess child = ChildProcess.start(service.label(), command, environment, log);
        return new ServiceProcess(service, app, child, port, managementPort);
    }

    private static List<String> settings(Service service, FleetPlan plan) {
        List<String> settings = new ArrayList<>();
        Path tables = plan.tables();
        if (tables != null) {
            settings.add("--orderlake.tables=" + tables);
        }
        if (service == Service.ORDER_WRITER) {
            settings.add("--orderlake.generator.journal=" + plan.journal());
        }
        if (service == Service.LAKE_VERIFIER) {
            settings.add("--orderlake.verify.state=" + plan.folder().resolve("verifier.state"));
        }
        plan.extra().stream()
                .filter(extra -> extra.service() == service)
                .forEach(extra -> settings.add(extra.setting()));
        return settings;
    }

    public Service service() {
        return service;
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /** Whether it answers that it is ready; its end is an error. */
    public boolean isReady() {
        if (!child.alive()) {
            throw new UserError(service.label() + " ended; its log " + child.log() + " ends with\n" + logTail());
        }
        return Http.get(managementPort, "/actuator/health/readiness").ok();
    }

    /** Whether it runs. */
    public boolean alive() {
        return child.alive();
    }

    boolean lostItsPort() {
        return !child.alive() && logTail().contains(PORT_TAKEN);
    }

    UserError notReady(Duration since) {
        return new UserError(service.label() + " is not ready after " + since.toSeconds() + " s: "
                + Http.get(managementPort, "/actuator/health").body() + "; its log " + child.log() + " ends with\n"
                + logTail());
    }

    Member member() {
        return new Member(
                service.label(),
                Running.of(child.handle()),
                port,
                managementPort,
                child.log().toString());
    }

    /** Whether its end takes longer, since it writes what makes the next start quick. */
    boolean isLearning() {
        return app.isLearning();
    }

    void terminate() {
        child.terminate();
    }

    void awaitEnd(Duration limit) {
        app.ended(child.awaitEnd(limit.isNegative() ? Duration.ZERO : limit));
    }

    /** The last lines of its log. */
    public String logTail() {
        return LogTail.last(child.log(), SHOWN_LINES);
    }
}
