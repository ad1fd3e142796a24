package io.orderlake.launcher.fleet;

import io.orderlake.launcher.Progress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.FleetState.Running;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.localaws.LocalAwsProgram;
import java.io.IOException;
import java.net.URI;
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
import org.jspecify.annotations.Nullable;

/** Local AWS and the services as children of this process. */
public final class Fleet implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final int MOST_RESTARTS = 10;
    private static final List<String> FORMATS = List.of("json", "parquet");
    private static final String BUCKET = "orderlake";

    private final FleetPlan plan;
    private final Progress progress;
    private final Ports ports = new Ports();
    private final Map<Service, CompletableFuture<ServiceApp>> apps = new EnumMap<>(Service.class);
    private final List<ServiceProcess> services = new ArrayList<>();
    private final Map<Service, Ports.Pair> promised = new EnumMap<>(Service.class);
    private final Optional<Lakehouse> lakehouse;
    private @Nullable LocalAwsGroup localAws;
    private Endpoints endpoints = Endpoints.aws();
    private boolean closed;
    private int restarts;

    public Fleet(FleetPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        this.lakehouse = Optional.ofNullable(plan.silverEvery()).map(every -> new Lakehouse(plan, every, progress));
    }

    /** Starts everything and returns once every service is ready. */
    public void start() {
        try {
            Files.createDirectories(plan.logs());
        } catch (IOException e) {
            throw new UserError("Cannot write to " + plan.folder() + ": " + e.getMessage(), e);
        }
        prepareApps();
        endpoints = startAws();
        if (plan.lifespan() == Lifespan.ONCE) {
            // At once, so that silver follows the traffic from its beginning.
            startLakehouse();
        }
        progress.line("Starting the services");
        for (Service service : Service.of(plan.lifespan())) {
            app(service);
            for (int instance = 1; instance <= plan.instancesOf(service); instance++) {
                startService(service, instance);
            }
        }
        awaitReady();
        if (plan.lifespan() == Lifespan.LASTING) {
            // Not before, for Spark's start takes the services' cores.
            startLakehouse();
        }
        state().write(plan.folder());
    }

    private void startLakehouse() {
        lakehouse.ifPresent(silver -> silver.start(endpoints.catalogProperties()));
    }

    /** Brings back what has ended by itself and can: to be called now and then. */
    public void revive() {
        if (lakehouse.map(Lakehouse::revived).orElse(false)) {
            state().write(plan.folder());
        }
    }

    /** The process that makes silver and gold; an error where there is none. */
    public LakehouseProcess lakehouse() {
        return lakehouse
                .orElseThrow(() -> new UserError("Silver and gold are not part of this fleet"))
                .process();
    }

    /** All at once, while local AWS starts. */
    private void prepareApps() {
        for (Service service : Service.of(plan.lifespan())) {
            apps.put(service, CompletableFuture.supplyAsync(() -> ServiceApp.of(plan, service)));
        }
    }

    private ServiceApp app(Service service) {
        try {
            return Objects.requireNonNull(apps.get(service)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UserError error ? error : e;
        }
    }

    private Endpoints startAws() {
        if (plan.aws() instanceof FleetPlan.Aws.At at) {
            return Endpoints.at(at.endpoint());
        } else if (plan.aws() instanceof FleetPlan.Aws.Real) {
            return Endpoints.aws();
        }
        LocalAwsProgram program =
                plan.aws() instanceof FleetPlan.Aws.Local local ? local.program() : LocalAwsProgram.PRODUCT;
        progress.line("Starting local AWS");
        Path folder = plan.folder().resolve("aws");
        try {
            LocalAwsGroup group = LocalAwsGroup.start(
                    folder,
                    plan.lifespan() == Lifespan.ONCE ? LocalAwsGroup.Tables.IN_MEMORY : LocalAwsGroup.Tables.ON_DISK,
                    program);
            keep(group);
            LocalAwsGroup.Endpoints at = group.endpoints();
            // S3 on this machine keeps a bucket as a folder.
            Path bucket = folder.resolve("s3").resolve(BUCKET);
            return new Endpoints(at.kinesis(), at.dynamodb(), at.s3(), at.catalog(), bucket.toString());
        } catch (IOException | IllegalStateException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted while local AWS started", e);
        }
    }

    private synchronized void keep(LocalAwsGroup group) {
        localAws = group;
        refuseIfClosed();
    }

    private synchronized void startService(Service service, int instance) {
        refuseIfClosed();
        services.add(started(service, instance));
    }

    private ServiceProcess started(Service service, int instance) {
        Ports.Pair at =
                promised.containsKey(service) ? Objects.requireNonNull(promised.remove(service)) : free(service);
        return ServiceProcess.start(service, instance, app(service), informed(service), endpoints, at);
    }

    private Ports.Pair free(Service service) {
        return plan.lifespan() == Lifespan.ONCE
                ? new Ports.Pair(ports.any(), ports.any())
                : new Ports.Pair(ports.near(service.defaultPort()), ports.near(service.defaultManagementPort()));
    }

    /** The order writer is told where journeys are asked for before anybody serves them there. */
    private FleetPlan informed(Service service) {
        if (service != Service.ORDER_WRITER || plan.lifespan() == Lifespan.ONCE) {
            return plan;
        }
        int port = services.stream()
                .filter(process -> process.service() == Service.LAKE_VERIFIER)
                .map(ServiceProcess::port)
                .findFirst()
                .orElseGet(() -> promised.computeIfAbsent(Service.LAKE_VERIFIER, this::free)
                        .http());
        return plan.with(new Extra(service, "--orderlake.journey.url=http://127.0.0.1:" + port));
    }

    private void refuseIfClosed() {
        if (closed) {
            close();
            throw new UserError("stopped");
        }
    }

    private void awaitReady() {
        Instant begun = Instant.now();
        while (true) {
            List<ServiceProcess> waiting =
                    processes().stream().filter(process -> !isReady(process)).toList();
            Duration since = Duration.between(begun, Instant.now());
            if (waiting.isEmpty()) {
                progress.line("Ready after " + since.toSeconds() + " s");
                return;
            }
            if (since.compareTo(START_LIMIT) > 0) {
                throw waiting.get(0).notReady(since);
            }
            String labels =
                    String.join(", ", waiting.stream().map(ServiceProcess::name).toList());
            progress.live("Waiting for " + labels + " … " + since.toSeconds() + " s");
            Pause.shortly();
        }
    }

    private boolean isReady(ServiceProcess process) {
        if (process.lostItsPort() && restarts < MOST_RESTARTS) {
            restarts++;
            restart(process);
            return false;
        }
        return process.isReady();
    }

    /** Starts an instance anew whose process has ended, or is about to; does nothing where that was done already. */
    public synchronized void restart(ServiceProcess ended) {
        refuseIfClosed();
        if (services.contains(ended)) {
            services.set(services.indexOf(ended), started(ended.service(), ended.instance()));
        }
    }

    /** The process of each instance, in the order of a record's way. */
    public synchronized List<ServiceProcess> processes() {
        refuseIfClosed();
        return List.copyOf(services);
    }

    /** The first process of a service. */
    public synchronized ServiceProcess process(Service service) {
        refuseIfClosed();
        return services.stream()
                .filter(process -> process.service() == service)
                .findFirst()
                .orElseThrow(() -> new UserError(service.label() + " does not run"));
    }

    /** What the other commands need to know. */
    public synchronized FleetState state() {
        List<Member> members = new ArrayList<>();
        LocalAwsGroup group = localAws;
        if (group != null) {
            URI[] at = {endpoints.s3(), endpoints.dynamodb(), endpoints.kinesis(), endpoints.catalog()};
            String[] names = {"s3", "dynamodb", "kinesis", "catalog"};
            for (int i = 0; i < names.length; i++) {
                Path log = plan.folder().resolve("aws/logs").resolve(names[i] + ".log");
                members.add(
                        new Member(names[i], Running.of(group.processes().get(i)), at[i].getPort(), 0, log.toString()));
            }
        }
        services.forEach(service -> members.add(service.member()));
        lakehouse.flatMap(Lakehouse::member).ifPresent(members::add);
        Path tables = plan.tables();
        return new FleetState(
                Running.of(ProcessHandle.current()),
                members,
                endpoints,
                tables == null ? null : tables.toString(),
                plan.journal().toString(),
                FORMATS);
    }

    /** Stops everything in the time that a graceful shutdown takes. */
    @Override
    public void close() {
        close(Duration.ofSeconds(25));
    }

    /** Stops everything: services first, for what they still hold has to go to AWS; kills what outlives the limit. */
    public synchronized void close(Duration limit) {
        closed = true;
        Instant deadline = Instant.now().plus(limit);
        lakehouse.ifPresent(Lakehouse::terminate);
        for (ServiceProcess service : services) {
            service.terminate();
            if (service.isLearning()) {
                // To write its archive takes as much memory again; not all at once.
                service.awaitEnd(Duration.between(Instant.now(), deadline));
            }
        }
        services.forEach(service -> service.awaitEnd(Duration.between(Instant.now(), deadline)));
        services.clear();
        lakehouse.ifPresent(silver -> silver.awaitEnd(Duration.between(Instant.now(), deadline)));
        LocalAwsGroup group = localAws;
        if (group != null) {
            group.close();
            localAws = null;
        }
        FleetState.remove(plan.folder());
    }
}
