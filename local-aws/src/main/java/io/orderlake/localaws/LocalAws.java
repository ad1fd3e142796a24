package io.orderlake.localaws;

import com.sun.net.httpserver.HttpServer;
import io.orderlake.localaws.cloudwatch.CloudWatch;
import io.orderlake.localaws.firehose.DeliveryStreams;
import io.orderlake.localaws.firehose.Firehose;
import io.orderlake.localaws.firehose.S3Delivery;
import io.orderlake.localaws.kinesis.Kinesis;
import io.orderlake.localaws.kinesis.PutCounters;
import io.orderlake.localaws.kinesis.ShardLimits;
import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.CallInterceptor;
import io.orderlake.localaws.protocol.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Kinesis, Firehose and CloudWatch on one loopback port, with an admin endpoint under {@code /_admin/}. What it has answered for is kept under
 * its state directory and found again at the next start; one process may use a directory at a time.
 */
public final class LocalAws implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LocalAws.class.getName());
    private static final int THREADS = 32;
    private static final int TRIM_SECONDS = 60;

    static {
        // Read once, by the first server of the JVM. Without the first, Nagle's algorithm costs 40 ms a call; the
        // others keep the connections that SDKs pool from being closed under them.
        setDefault("sun.net.httpserver.nodelay", "true");
        setDefault("sun.net.httpserver.idleInterval", "3600");
        setDefault("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final DirectoryClaim claim;
    private final HttpServer server;
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService sweeper;
    private final Kinesis kinesis;

    private LocalAws(LocalAwsSettings settings, CallInterceptor interceptor, InstantSource clock) throws IOException {
        // Bound first, because a port that is taken is the likeliest reason for a failed start.
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        claim = DirectoryClaim.of(settings.state());
        PutCounters counters = new PutCounters();
        ShardLimits limits = new ShardLimits(clock);
        limits.enforce(settings.shardLimits());
        kinesis = new Kinesis(settings.state().resolve("kinesis"), clock, interceptor, limits, counters);
        CloudWatch cloudWatch = new CloudWatch();
        Map<String, AwsService> services = Map.of(
                Kinesis.TARGET, kinesis,
                Firehose.TARGET, firehose(settings, interceptor, clock),
                CloudWatch.TARGET, cloudWatch);
        workers = workers();
        sweeper = Executors.newSingleThreadScheduledExecutor(LocalAws::daemon);
        server.setExecutor(workers);
        server.createContext("/", new Gateway(services, interceptor));
        server.createContext("/_admin/", AdminEndpoint.of(counters, limits, cloudWatch, interceptor));
        startServing();
    }

    private void startServing() {
        sweeper.scheduleWithFixedDelay(this::trim, TRIM_SECONDS, TRIM_SECONDS, TimeUnit.SECONDS);
        server.start();
    }

    /** Logs a failure itself, because the sweeper would end without a message. */
    private void trim() {
        try {
            kinesis.trim();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "trim failed", e);
        }
    }

    private static Firehose firehose(LocalAwsSettings settings, CallInterceptor interceptor, InstantSource clock) {
        var streams = new DeliveryStreams(settings.state().resolve("firehose"));
        return new Firehose(streams, new S3Delivery(settings.s3()), interceptor, clock);
    }

    public static LocalAws start(LocalAwsSettings settings) throws IOException {
        return start(settings, CallInterceptor.PASSING);
    }

    /** The same, with every call shown to the interceptor. */
    public static LocalAws start(LocalAwsSettings settings, CallInterceptor interceptor) throws IOException {
        return new LocalAws(settings, interceptor, InstantSource.system());
    }

    static LocalAws start(LocalAwsSettings settings, InstantSource clock) throws IOException {
        return new LocalAws(settings, CallInterceptor.PASSING, clock);
    }

    public static void main(String[] args) throws IOException {
        LocalAws aws = start(LocalAwsSettings.parse(args));
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
        System.out.println("local-aws listens on " + aws.endpoint());
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static ThreadPoolExecutor workers() {
        var workers = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LocalAws::daemon);
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "local-aws");
        thread.setDaemon(true);
        return thread;
    }

    /** Where Kinesis, Firehose and CloudWatch are, and the admin endpoint under {@code /_admin/}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        sweeper.shutdownNow();
        workers.shutdown();
        try {
            kinesis.close();
            claim.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
