package io.orderlake.localaws.catalog;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.jspecify.annotations.Nullable;

/**
 * An Iceberg REST catalog on loopback: {@code LocalCatalog PORT DIRECTORY JDBC_URL S3_ENDPOINT WAREHOUSE}. A commit that was answered
 * is in the directory, even if the process is killed right after; tables' files are in S3.
 */
public final class LocalCatalog {

    /** A laptop's writers: the services, Spark's jobs and a query. */
    private static final int THREADS = 8;

    static {
        // Read once, by the first server of the JVM. Without the first, Nagle's algorithm costs 40 ms a call; the
        // second keeps the connections that clients pool from being closed under a commit.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
    }

    /** Held for as long as the process runs; a channel that nobody refers to is closed. */
    private static @Nullable FileChannel claimed;

    private LocalCatalog() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 5) {
            throw new IllegalArgumentException(
                    "Cannot start the catalog: expected PORT DIRECTORY JDBC_URL S3_ENDPOINT WAREHOUSE");
        }
        Path directory = Files.createDirectories(Path.of(args[1]));
        claim(directory);
        Map<String, String> toClients = toClients(args[3], args[4]);
        JdbcCatalog catalog = open(args[2], toClients);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", new RestEndpoint(new RestCalls(catalog, toClients)));
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.start();
    }

    /** Waits for an earlier process that still uses the directory and is about to end. */
    private static void claim(Path directory) throws IOException {
        claimed = FileChannel.open(
                directory.resolve("catalog.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        claimed.lock();
    }

    /** What a client needs to read and write the tables' files; it may know better. */
    private static Map<String, String> toClients(String s3, String warehouse) {
        return Map.of(
                "warehouse", warehouse,
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                "s3.endpoint", s3,
                "s3.path-style-access", "true",
                "s3.access-key-id", "local",
                "s3.secret-access-key", "local",
                "client.region", "us-east-1");
    }

    private static JdbcCatalog open(String jdbcUrl, Map<String, String> files) {
        Map<String, String> properties = new HashMap<>(files);
        properties.put("http-client.type", "urlconnection");
        // Else the factory for all of AWS is taken, which wants Glue's and other clients.
        properties.put("s3.client-factory-impl", "org.apache.iceberg.aws.s3.DefaultS3FileIOAwsClientFactory");
        properties.put("uri", jdbcUrl);
        properties.put("jdbc.schema-version", "V1");
        properties.put("jdbc.strict-mode", "true");
        JdbcCatalog catalog = new JdbcCatalog();
        catalog.initialize("lake", properties);
        return catalog;
    }
}
