package io.orderlake.localaws.proxy;

import io.orderlake.localaws.calls.CallCounters;
import io.orderlake.localaws.faults.Faults;
import io.orderlake.localaws.protocol.ServiceError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Passes the calls of one service on, counts them, and lets faults happen to them. */
public final class FaultProxy implements AutoCloseable {

    private static final int WAITING_CONNECTIONS = 200;

    private final Front front;
    private final Faults faults;
    private final CallCounters calls;
    private final ServerSocket listener;

    /**
     * What stands where.
     *
     * @param service its name among faults
     * @param port the proxy's own, on loopback; 0 for a free one
     * @param server what it stands before
     */
    public record Front(String service, int port, URI server) {

        /** Reads {@code dynamodb@18001=http://127.0.0.1:18000}. */
        public static Front parse(String text) {
            String[] parts = text.split("[@=]", 3);
            if (parts.length != 3) {
                throw new IllegalArgumentException("Cannot start: expected SERVICE@PORT=URL but was " + text);
            }
            return new Front(parts[0], Integer.parseInt(parts[1]), URI.create(parts[2]));
        }
    }

    public FaultProxy(Front front, Faults faults, CallCounters calls) throws IOException {
        this.front = front;
        this.faults = faults;
        this.calls = calls;
        this.listener = new ServerSocket(front.port(), WAITING_CONNECTIONS, InetAddress.getLoopbackAddress());
        thread(this::accept).start();
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (faults.refusesConnection(ProxiedCall.none(front.service()))) {
                    reset(client);
                } else {
                    thread(() -> serve(client)).start();
                }
            } catch (IOException e) {
                // Closed, or the client is gone already: the next one may be served.
                continue;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Server server = new Server(front.server())) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            boolean open = true;
            while (open) {
                HttpMessage request = HttpMessage.request(in, client.getOutputStream());
                open = request != null && answer(request, server, client);
            }
        } catch (IOException e) {
            // Either side is gone; the other learns it by the end of its own connection.
            return;
        }
    }

    /** Whether the connection stays open. */
    private boolean answer(HttpMessage request, Server server, Socket client) throws IOException {
        ProxiedCall call = ProxiedCall.of(front.service(), request);
        OutputStream out = client.getOutputStream();
        try {
            if (faults.beforeEffect(call) != Faults.Verdict.GO_ON) {
                return reset(client);
            }
        } catch (ServiceError error) {
            out.write(call.answerTo(error).bytes());
            return true;
        }
        HttpMessage answer = server.exchange(request);
        byte[] bytes = answer.bytes();
        call.countIn(calls, request, answer);
        return switch (faults.afterEffect(call)) {
            case GO_ON -> {
                out.write(bytes);
                yield !answer.isLast();
            }
            case DROP -> reset(client);
            case CUT -> {
                out.write(bytes, 0, bytes.length / 2);
                yield reset(client);
            }
        };
    }

    /** Without the farewell that a close is: the client's next read or write fails. */
    private static boolean reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
        return false;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, front.service() + "-proxy");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot close the proxy of " + front.service(), e);
        }
    }
}
