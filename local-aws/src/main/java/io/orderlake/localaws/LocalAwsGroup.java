package io.orderlake.localaws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * AWS for one machine, as four processes on free loopback ports: Kinesis with Firehose and CloudWatch, DynamoDB Local,
 * S3Proxy, and an Iceberg REST catalog. What they hold stays under the state directory from start to start. They end with {@link #close}, and
 * when this JVM ends in any way. The buckets are the caller's to create,
 * the catalog's {@link #WAREHOUSE} before its first table.
 */
public final class LocalAwsGroup implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LocalAwsGroup.class.getName());
    /** Where the catalog's tables lie. */
    public static final String WAREHOUSE = "s3://orderlake/lake";

    private static final String S3_LOGGING = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;

    /**
     * Where each service is. Any credentials and region do.
     *
     * @param catalog the Iceberg REST catalog, which gives its clients the location of the tables' files
     */
    public record Endpoints(URI kinesis, URI dynamodb, URI s3, URI firehose, URI cloudwatch, URI catalog, URI admin) {}

    private final List<LocalAwsProcess> processes;
    private final Endpoints endpoints;

    private LocalAwsGroup(List<LocalAwsProcess> processes, Endpoints endpoints) {
        this.processes = List.copyOf(processes);
        this.endpoints = endpoints;
    }

    /** Where DynamoDB's tables are kept. */
    public enum Tables {
        /** Under the state directory, from start to start; some 85 items a second, because each is a commit to the disk. */
        ON_DISK,
        /** In memory, gone with the process; thousands of items a second. */
        IN_MEMORY
    }

    /** Starts the group, with shard limits off and tables on disk, and returns once every service answers. */
    public static LocalAwsGroup start(Path state) throws IOException, InterruptedException {
        return start(state, Tables.ON_DISK);
    }

    /** Starts the group, with shard limits off, and returns once every service answers. */
    public static LocalAwsGroup start(Path state, Tables tables) throws IOException, InterruptedException {
        return start(state, tables, LocalAwsProgram.PRODUCT);
    }

    /** Starts the group, with shard limits off, and returns once every service answers. */
    public static LocalAwsGroup start(Path state, Tables tables, LocalAwsProgram program)
            throws IOException, InterruptedException {
        Distribution distribution = Distribution.located();
        try {
            return startOnFreePorts(state, tables, program, distribution);
        } catch (IllegalStateException failed) {
            // A port can be taken by another between its choice and its use.
            LOG.log(System.Logger.Level.WARNING, "start failed, trying again on other ports", failed);
            return startOnFreePorts(state, tables, program, distribution);
        }
    }

    private static LocalAwsGroup startOnFreePorts(
            Path state, Tables tables, LocalAwsProgram program, Distribution distribution)
            throws IOException, InterruptedException {
        Path home = Files.createDirectories(state.toAbsolutePath());
        List<LocalAwsProcess> started = new ArrayList<>();
        try {
            LocalAwsProcess s3 = start(started, s3(home, distribution), home);
            LocalAwsProcess dynamodb = start(started, dynamodb(home, tables, distribution), home);
            List<Front> fronts = fronts(program, s3.endpoint(), dynamodb.endpoint());
            URI s3ForClients = seenByClients("s3", s3.endpoint(), fronts);
            LocalAwsProcess kinesis = start(started, kinesis(home, distribution, program, s3.endpoint(), fronts), home);
            LocalAwsProcess catalog = start(started, catalog(home, distribution, s3ForClients), home);
            for (LocalAwsProcess process : started) {
                process.awaitAnswer();
            }
            URI ours = kinesis.endpoint();
            URI dynamodbForClients = seenByClients("dynamodb", dynamodb.endpoint(), fronts);
            return new LocalAwsGroup(
                    started,
                    new Endpoints(
                            ours,
                            dynamodbForClients,
                            s3ForClients,
                            ours,
                            ours,
                            catalog.endpoint(),
                            ours.resolve("/_admin/")));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            started.forEach(LocalAwsProcess::close);
            throw failed;
        }
    }

    private static LocalAwsProcess start(List<LocalAwsProcess> started, LocalAwsProcess.Plan plan, Path home)
            throws IOException {
        LocalAwsProcess process = LocalAwsProcess.start(plan, home.resolve("logs"));
        started.add(process);
        return process;
    }

    /** A service that clients call through the program, at a port of its own. */
    private record Front(String service, int port, URI server) {

        String option() {
            return service + "@" + port + "=" + server;
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    private static List<Front> fronts(LocalAwsProgram program, URI s3, URI dynamodb) throws IOException {
        List<Front> fronts = new ArrayList<>();
        if (program.fronted().contains("s3")) {
            fronts.add(new Front("s3", freePort(), s3));
        }
        if (program.fronted().contains("dynamodb")) {
            fronts.add(new Front("dynamodb", freePort(), dynamodb));
        }
        return fronts;
    }

    private static URI seenByClients(String service, URI server, List<Front> fronts) {
        return fronts.stream()
                .filter(front -> front.service().equals(service))
                .map(Front::endpoint)
                .findFirst()
                .orElse(server);
    }

    private static LocalAwsProcess.Plan kinesis(
            Path home, Distribution distribution, LocalAwsProgram program, URI s3, List<Front> fronts)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                program.mainClass(),
                "--state",
                home.toString(),
                "--kinesis-port",
                String.valueOf(port),
                "--s3-endpoint",
                s3.toString()));
        for (Front front : fronts) {
            command.add("--front");
            command.add(front.option());
        }
        return new LocalAwsProcess.Plan(
                "kinesis",
                port,
                distribution.server(program),
                List.of("-Xmx160m", "-XX:+ExitOnOutOfMemoryError"),
                command);
    }

    private static LocalAwsProcess.Plan dynamodb(Path home, Tables tables, Distribution distribution)
            throws IOException {
        int port = freePort();
        List<String> command =
                new ArrayList<>(List.of("io.orderlake.localaws.dynamodb.LocalDynamoDb", String.valueOf(port)));
        if (tables == Tables.ON_DISK) {
            command.add(Files.createDirectories(home.resolve("dynamodb")).toString());
        }
        return new LocalAwsProcess.Plan(
                "dynamodb",
                port,
                distribution.dynamodb(),
                List.of("-Xmx192m", "-Dsqlite4java.library.path=" + distribution.dynamodbNatives()),
                command);
    }

    private static LocalAwsProcess.Plan s3(Path home, Distribution distribution) throws IOException {
        int port = freePort();
        Path buckets = Files.createDirectories(home.resolve("s3"));
        Path logging = Files.writeString(home.resolve("s3-logback.xml"), S3_LOGGING);
        Path settings = Files.write(
                home.resolve("s3.properties"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=none",
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + buckets.toString().replace("\\", "\\\\"),
                        "jclouds.identity=local",
                        "jclouds.credential=local"));
        return new LocalAwsProcess.Plan(
                "s3",
                port,
                distribution.s3(),
                List.of("-Xmx128m", "-Dlogback.configurationFile=" + logging),
                List.of("org.gaul.s3proxy.Main", "--properties", settings.toString()));
    }

    private static LocalAwsProcess.Plan catalog(Path home, Distribution distribution, URI s3) throws IOException {
        int port = freePort();
        CatalogFile file = CatalogFile.of(home);
        return new LocalAwsProcess.Plan(
                "catalog",
                port,
                distribution.catalog(),
                List.of("-Xmx96m", "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
                List.of(
                        "io.orderlake.localaws.catalog.LocalCatalog",
                        String.valueOf(port),
                        file.directory().toString(),
                        file.jdbcUrl(),
                        s3.toString(),
                        WAREHOUSE));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public List<ProcessHandle> processes() {
        return processes.stream().map(LocalAwsProcess::handle).toList();
    }

    @Override
    public void close() {
        processes.forEach(LocalAwsProcess::close);
    }
}
