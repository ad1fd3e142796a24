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

/** One service as a process of ours. */
public final class ServiceProcess {

    /** A serial collector and small stacks: a laptop has to hold nine of these at once. */
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
        command.add("--server.port=" + ports.http());
        command.add("--management.server.port=" + ports.management());
        // Whatever the environment says for a fleet elsewhere: this one serves this machine, which needs no password.
        command.add("--server.address=127.0.0.1");
        command.add("--management.server.address=127.0.0.1");
        command.add("--orderlake.security.mode=none");
        command.addAll(endpoints.arguments());
        if (service == FleetService.LAKE_WRITER) {
            endpoints
                    .catalogProperties()
                    .forEach((key, value) -> command.add("--orderlake.lake.bronze.catalog." + key + "=" + value));
        }
        command.addAll(settings(service, plan));
        String name = name(service, instance);
        Path log = plan.logs().resolve(name + ".log");
        ChildProcess child = ChildProcess.start(name, command, environment(service, plan), log);
        return new ServiceProcess(service, instance, app, child, ports);
    }

    /** The first instance is called as its service. */
    private static String name(FleetService service, int instance) {
        return instance == 1 ? service.label() : service.label() + "-" + instance;
    }

    private static Map<String, String> environment(FleetService service, FleetPlan plan) {
        Map<String, String> environment = new HashMap<>();
        // Tells local AWS whose call it is, and CloudTrail too.
        environment.put("AWS_SDK_UA_APP_ID", service.label());
        if (!plan.profile().isEmpty()) {
            environment.put("SPRING_PROFILES_ACTIVE", plan.profile());
        }
        return environment;
    }

    private static List<String> settings(FleetService service, FleetPlan plan) {
        List<String> settings = new ArrayList<>();
        Path tables = plan.tables();
        if (tables != null) {
            settings.add("--orderlake.tables=" + tables);
        }
        if (service == FleetService.ORDER_WRITER) {
            settings.add("--orderlake.generator.journal=" + plan.journal());
        }
        if (service == FleetService.LAKE_VERIFIER) {
            settings.add("--orderlake.verify.state=" + plan.folder().resolve("verifier.state"));
        }
        plan.extra().stream()
                .filter(extra -> extra.service() == service)
                .forEach(extra -> settings.add(extra.setting()));
        return settings;
    }

    public FleetService service() {
        return service;
    }

    /** From 1 on. */
    public int instance() {
        return instance;
    }

    /** What logs and status call it. */
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

    /** Whether it answers that it is ready; its end is an error. */
    public boolean isReady() {
        if (!child.alive()) {
            throw new UserError(name() + " ended; its log " + child.log() + " ends with\n" + logTail());
        }
        return Http.get(managementPort, "/actuator/health/readiness").ok();
    }

    /** Whether it runs. */
    public boolean alive() {
        return child.alive();
    }

    /** Whether it ended because another process took its port between our look and its bind. */
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

    /** Whether its end takes longer, since it writes what makes the next start quick. */
    boolean isLearning() {
        return app.isLearning();
    }

    /** Asks it to end, as a rolling update does; returns at once. */
    public void terminate() {
        child.terminate();
    }

    /** Ends it as {@code kill -9} does; returns when it is gone. */
    public void kill() {
        child.kill();
    }

    /** Waits for its end, and kills it when the limit is over. */
    public void awaitEnd(Duration limit) {
        app.ended(child.awaitEnd(limit.isNegative() ? Duration.ZERO : limit));
    }

    /** The last lines of its log. */
    public String logTail() {
        return LogTail.last(child.log(), SHOWN_LINES);
    }
}
