package io.orderlake.localaws.dynamodb;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * Starts DynamoDB Local on loopback: {@code LocalDynamoDb PORT [DATABASE_DIRECTORY]}; in memory without a directory.
 * DynamoDB Local's own main binds
 * every interface and reports its start to AWS, so its handler is served here by a Jetty of our own.
 */
public final class LocalDynamoDb {

    private static final boolean SHARED_DATABASE = true;
    private static final boolean SLOW_TABLE_STATES = false;

    private LocalDynamoDb() {}

    public static void main(String[] args) throws Exception {
        if (args.length < 1 || args.length > 2) {
            throw new IllegalArgumentException("Cannot start DynamoDB Local: expected PORT [DATABASE_DIRECTORY]");
        }
        boolean inMemory = args.length == 1;
        String database = inMemory ? null : args[1];
        // Its static initialiser silences Jetty and sqlite4java.
        Class.forName(ServerRunner.class.getName());
        if (database != null) {
            KeptStreams.skipDowntime(database);
        }
        var requests = new LocalDynamoDBRequestHandler(0, inMemory, database, SHARED_DATABASE, SLOW_TABLE_STATES);
        var context = new ContextHandler();
        context.setHandler(new LocalDynamoDBServerHandler(requests, "*"));
        var server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
        server.setHandler(context);
        server.start();
    }
}
