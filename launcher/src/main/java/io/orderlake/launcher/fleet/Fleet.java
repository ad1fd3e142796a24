package io.orderlake.launcher.fleet;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.FleetState.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** A fleet: local AWS and the services, all child processes of this process. */
public final class Fleet implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final int MAX_RESTARTS = 10;
    private static final List<String> FORMATS = List.of("json", "parquet");

    private final FleetPlan plan;
    private final ConsoleProgress progress;
    private final Ports ports = new Ports();
    private final Map<FleetService, CompletableFuture<ServiceApp>> apps = new EnumMap<>(FleetService.class);
    private final List<ServiceProcess> services = new ArrayList<>();
    private final Map<FleetService, Ports.Pair> reservedPorts = new EnumMap<>(FleetService.class);
    private final FleetAws aws;
    private final Optional<LakehouseSupervisor> lakehouse;
    private Endpoints endpoints = Endpoints.aws();
    private boolean closed;
    private int restarts;

    public Fleet(FleetPlan plan, ConsoleProgress progress) {
        this.plan = plan;
        this.progress = progress;
        this.aws = new FleetAws(plan, progress);
        this.lakehouse =
                Optional.ofNullable(plan.silverEvery()).map(every -> new LakehouseSupervisor(plan, every, progress));
    }

    /** Starts everything and returns once every service is ready. */
    public void start() {
        try {
            Files.createDirectories(plan.logs());
        } catch (IOException e) {
            throw new UserError("Cannot write to " + plan.folder() + ": " + e.getMessage(), e);
        }
        prepareApps();
        endpoints = aws.start();
        if (plan.lifespan() == Lifespan.ONCE) {
            // Before the services, so that silver follows the orders from the first one on.
            startLakehouse();
        }
        startServices();
        awaitReady();
        if (plan.lifespan() == Lifespan.LASTING) {
            // After the services, because the start of Spark would take their CPU.
            startLakehouse();
        }
        state().write(plan.folder());
    }

    private void startServices() {
        progress.line("Starting the services");
        for (FleetService service : FleetService.of(plan.lifespan())) {
            app(service);
            for (int instance = 1; instance <= plan.instancesOf(service); instance++) {
                startService(service, instance);
            }
        }
    }

    private void startLakehouse() {
        lakehouse.ifPresent(silver -> silver.start(endpoints.catalogProperties()));
    }

    /** Restarts the lakehouse process if it has ended and its waiting time is over. To be called every second or so. */
    public void restartLakehouseIfDue() {
        if (lakehouse.map(LakehouseSupervisor::restartIfDue).orElse(false)) {
            state().write(plan.folder());
        }
    }

    /** The process that builds silver and gold; an error if this fleet has none. */
    public LakehouseProcess lakehouse() {
        return lakehouse
                .orElseThrow(() -> new UserError("This fleet runs without silver and gold"))
                .process();
    }

    /** Unpacks the services in parallel while local AWS starts. */
    private void prepareApps() {
        for (FleetService service : FleetService.of(plan.lifespan())) {
            apps.put(service, CompletableFuture.supplyAsync(() -> ServiceApp.of(plan, service)));
        }
    }

    private ServiceApp app(FleetService service) {
        try {
            return Objects.requireNonNull(apps.get(service)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UserError error ? error : e;
        }
    }

    private synchronized void startService(FleetService service, int instance) {
        requireOpen();
        services.add(started(service, instance));
    }

    private ServiceProcess started(FleetService service, int instance) {
        Ports.Pair reserved = reservedPorts.remove(service);
        Ports.Pair ports = reserved == null ? freePorts(service) : reserved;
        return ServiceProcess.start(service, instance, app(service), planFor(service), endpoints, ports);
    }

    private Ports.Pair freePorts(FleetService service) {
        return plan.lifespan() == Lifespan.ONCE
                ? new Ports.Pair(ports.any(), ports.any())
                : new Ports.Pair(ports.near(service.defaultPort()), ports.near(service.defaultManagementPort()));
    }

    /** The order writer starts before the lake verifier but needs its address, so that port is reserved here. */
    private FleetPlan planFor(FleetService service) {
        if (service != FleetService.ORDER_WRITER || plan.lifespan() == Lifespan.ONCE) {
            return plan;
        }
        int port = services.stream()
                .filter(process -> process.service() == FleetService.LAKE_VERIFIER)
                .map(ServiceProcess::port)
                .findFirst()
                .orElseGet(() -> reservedPorts
                        .computeIfAbsent(FleetService.LAKE_VERIFIER, this::freePorts)
                        .http());
        return plan.with(new Extra(service, "--orderlake.journey.url=http://127.0.0.1:" + port));
    }

    private void requireOpen() {
        if (closed) {
            close();
            throw new UserError("The fleet was stopped");
        }
    }

    private void awaitReady() {
        Instant start = Instant.now();
        while (true) {
            List<ServiceProcess> waiting =
                    processes().stream().filter(process -> !isReady(process)).toList();
            Duration since = Duration.between(start, Instant.now());
            if (waiting.isEmpty()) {
                progress.line("Ready after " + since.toSeconds() + " s");
                return;
            }
            if (since.compareTo(START_LIMIT) > 0) {
                throw waiting.get(0).notReady(since);
            }
            progress.live("Waiting for " + names(waiting) + " … " + since.toSeconds() + " s");
            Sleep.untilNextPoll();
        }
    }

    private static String names(List<ServiceProcess> processes) {
        return processes.stream().map(ServiceProcess::name).collect(Collectors.joining(", "));
    }

    private boolean isReady(ServiceProcess process) {
        if (process.lostItsPort() && restarts < MAX_RESTARTS) {
            restarts++;
            restart(process);
            return false;
        }
        return process.isReady();
    }

    /** Replaces a process that has ended, or is about to end, by a new one; does nothing if it has been replaced already. */
    public synchronized void restart(ServiceProcess ended) {
        requireOpen();
        if (services.contains(ended)) {
            services.set(services.indexOf(ended), started(ended.service(), ended.instance()));
        }
    }

    /** The process of each instance, in the order in which a record passes the services. */
    public synchronized List<ServiceProcess> processes() {
        requireOpen();
        return List.copyOf(services);
    }

    /** The first process of a service. */
    public synchronized ServiceProcess process(FleetService service) {
        requireOpen();
        return services.stream()
                .filter(process -> process.service() == service)
                .findFirst()
                .orElseThrow(() -> new UserError(service.label() + " does not run"));
    }

    /** The description of this fleet for the other commands. */
    public synchronized FleetState state() {
        List<Member> members = new ArrayList<>(aws.members());
        services.forEach(service -> members.add(service.member()));
        lakehouse.flatMap(LakehouseSupervisor::member).ifPresent(members::add);
        Path tables = plan.tables();
        return new FleetState(
                Running.of(ProcessHandle.current()),
                members,
                endpoints,
                tables == null ? null : tables.toString(),
                plan.journal().toString(),
                FORMATS);
    }

    /** Stops everything within the time limit of a graceful shutdown. */
    @Override
    public void close() {
        close(Duration.ofSeconds(25));
    }

    /** Stops everything and kills what still runs after the limit. AWS ends last, because the services write to it while they stop. */
    public synchronized void close(Duration limit) {
        closed = true;
        Instant deadline = Instant.now().plus(limit);
        lakehouse.ifPresent(LakehouseSupervisor::terminate);
        stopServices(deadline);
        lakehouse.ifPresent(silver -> silver.awaitEnd(Duration.between(Instant.now(), deadline)));
        aws.close();
        FleetState.remove(plan.folder());
    }

    private void stopServices(Instant deadline) {
        for (ServiceProcess service : services) {
            service.terminate();
            if (service.writesArchive()) {
                // Writing the archive doubles the memory of a process, so these processes end one after another.
                service.awaitEnd(Duration.between(Instant.now(), deadline));
            }
        }
        services.forEach(service -> service.awaitEnd(Duration.between(Instant.now(), deadline)));
        services.clear();
    }
}
