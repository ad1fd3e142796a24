package io.orderlake.localaws.proxy;

import io.orderlake.localaws.calls.CallCounters;
import io.orderlake.localaws.faults.FaultInjector;
import io.orderlake.localaws.faults.FaultTarget;
import io.orderlake.localaws.protocol.CallInterceptor.Outcome;
import io.orderlake.localaws.protocol.ServiceError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Forwards the calls of one service, counts them, and injects faults into them. */
public final class FaultProxy implements AutoCloseable {

    private static final int WAITING_CONNECTIONS = 200;

    private final Front front;
    private final FaultInjector faults;
    private final CallCounters calls;
    private final ServerSocket listener;

    /**
     * A service and the port at which the proxy takes its calls.
     *
     * @param service its name in faults
     * @param port the proxy's own, on loopback; 0 for a free one
     * @param server the service itself
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

    public FaultProxy(Front front, FaultInjector faults, CallCounters calls) throws IOException {
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
                if (faults.refusesConnection(FaultTarget.connection(front.service()))) {
                    reset(client);
                } else {
                    thread(() -> serve(client)).start();
                }
            } catch (IOException e) {
                // The listener is closed, or this client has gone already: the next one may be served.
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
            // One side has closed; the other notices when its own connection ends.
            return;
        }
    }

    /** Whether the connection stays open. */
    private boolean answer(HttpMessage request, Server server, Socket client) throws IOException {
        ProxiedCall call = ProxiedCall.of(front.service(), request);
        OutputStream out = client.getOutputStream();
        try {
            if (faults.beforeEffect(call.target()) != Outcome.PASS) {
                return reset(client);
            }
        } catch (ServiceError error) {
            out.write(call.answerTo(error).bytes());
            return true;
        }
        HttpMessage answer = server.exchange(request);
        call.countIn(calls, request, answer);
        return send(answer, faults.afterEffect(call.target()), client);
    }

    /** Whether the connection stays open. */
    private static boolean send(HttpMessage answer, Outcome outcome, Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        byte[] bytes = answer.bytes();
        return switch (outcome) {
            case PASS -> {
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

    /** Sends a reset instead of an orderly close: the client's next read or write fails. */
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
