package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.FleetState.Running;
import io.orderlake.launcher.lake.FolderCleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Spark as a child process: one JVM that builds silver and gold from bronze, round after round. */
public final class LakehouseProcess {

    /** The name of the process in logs and status. */
    public static final String NAME = "lakehouse";

    private static final int HEAP_MEGABYTES = 700;
    private static final List<String> ROUNDS =
            List.of("--job", "silver,gold,upkeep", "--upkeep-every", "1h", "--keep-snapshots", "1d");
    private static final String STARTED = "{\"started\":true}";
    private static final int SHOWN_LINES = 15;

    /** The list of Spark's JavaModuleOptions for Java 17; lakehouse/pom.xml contains it, too. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    private static final List<String> WORK_FOLDERS =
            List.of("java.io.tmpdir", "spark.local.dir", "spark.sql.warehouse.dir");

    private static final List<String> PROPERTIES = List.of(
            "-Djdk.reflect.useDirectMethodHandle=false", "-Dlog4j2.configurationFile=orderlake-log4j2.properties");

    /** Two tasks at a time, all within this process. Spark listens on loopback only and has no UI. */
    private static final Map<String, String> LOCAL = Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.sql.shuffle.partitions", "2");

    private final ChildProcess child;
    private final Instant start;
    private final long logBegin;

    private LakehouseProcess(ChildProcess child, long logBegin) {
        this.child = child;
        this.start = Instant.now();
        this.logBegin = logBegin;
    }

    /**
     * What every job of a fleet needs.
     *
     * @param home the checkout that contains the built jar
     * @param folder the folder of the fleet's state
     * @param catalog the properties of the catalog, with Iceberg's names
     * @param tables the user's own {@code tables.yml}; null means the orders table that comes with Orderlake
     */
    record JobContext(
            Path home,
            Path folder,
            Map<String, String> catalog,
            @Nullable Path tables) {}

    /** Starts the rounds of silver, gold and upkeep; {@link #started} returns whether Spark has started. */
    static LakehouseProcess start(LakehouseApp app, FleetPlan plan, Duration every, Map<String, String> catalog) {
        JobContext context = new JobContext(plan.home(), plan.folder(), catalog, plan.tables());
        List<String> rounds = new ArrayList<>(ROUNDS);
        rounds.addAll(List.of("--every", every.toSeconds() + "s"));
        return start(NAME, app, context, rounds);
    }

    /** Starts a job. The job waits while another job of the same fleet is running. */
    static LakehouseProcess start(String name, LakehouseApp app, JobContext context, List<String> options) {
        Path folder = context.folder().resolve(name);
        Path work = folder.resolve("work");
        // A process that was killed may have left files.
        FolderCleanup.delete(work);
        Path arguments = app.staged(folder);
        Path log = context.folder().resolve("logs").resolve(name + ".log");
        List<String> command = new ArrayList<>(jvm(work, arguments));
        command.addAll(job(context));
        command.addAll(options);
        try {
            Files.createDirectories(work);
            long begin = Files.exists(log) ? Files.size(log) : 0;
            return new LakehouseProcess(ChildProcess.start(name, command, environment(), log), begin);
        } catch (IOException e) {
            throw new UserError("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<String> jvm(Path work, Path arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto"));
        OPENED.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        command.addAll(PROPERTIES);
        WORK_FOLDERS.forEach(property -> command.add("-D" + property + "=" + work));
        LOCAL.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
        command.add("@" + arguments);
        return command;
    }

    private static List<String> job(JobContext context) {
        String options = context.catalog().entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .sorted()
                .collect(Collectors.joining(","));
        List<String> job = new ArrayList<>(List.of("io.orderlake.lakehouse.LakehouseJob", "--catalog", "lake"));
        job.addAll(List.of("--catalog-option", options));
        job.addAll(List.of("--lock", context.folder().resolve("lakehouse.lock").toString()));
        Path tables = context.tables();
        if (tables != null) {
            job.addAll(List.of("--tables", tables.toUri().toString()));
        }
        return job;
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("AWS_SDK_UA_APP_ID", NAME);
        return environment;
    }

    /** Whether Spark has started its rounds. */
    boolean started() {
        return LogTail.since(child.log(), logBegin).contains(STARTED);
    }

    public boolean alive() {
        return child.alive();
    }

    /** The lines that it has printed so far. */
    List<String> printed() {
        return LogTail.since(child.log(), logBegin).lines().toList();
    }

    boolean succeeded() {
        return child.succeeded();
    }

    Duration age() {
        return Duration.between(start, Instant.now());
    }

    Path log() {
        return child.log();
    }

    /** The last lines of its log. */
    public String logTail() {
        return LogTail.last(child.log(), SHOWN_LINES);
    }

    Member member() {
        return new Member(NAME, Running.of(child.handle()), 0, 0, child.log().toString());
    }

    void terminate() {
        child.terminate();
    }

    /** Kills it as {@code kill -9} does, and returns when it has ended. */
    public void kill() {
        child.kill();
    }

    void awaitEnd(Duration limit) {
        child.awaitEnd(limit.isNegative() ? Duration.ZERO : limit);
    }
}
