package io.orderlake.localaws.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connection to the server behind the proxy. */
final class Server implements AutoCloseable {

    /** Shorter than any server keeps an idle connection: a connection closed by the server would look like an injected fault. */
    private static final long REUSED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final URI address;
    private @Nullable Connection connection;
    private long usedNanos;

    private record Connection(Socket socket, InputStream in) {}

    Server(URI address) {
        this.address = address;
    }

    HttpMessage exchange(HttpMessage request) throws IOException {
        Connection open = connection();
        open.socket().getOutputStream().write(request.bytes());
        HttpMessage answer = HttpMessage.answer(request, open.in());
        usedNanos = System.nanoTime();
        if (answer.isLast()) {
            close();
        }
        return answer;
    }

    private Connection connection() throws IOException {
        Connection open = connection;
        if (open != null && System.nanoTime() - usedNanos < REUSED_NANOS) {
            return open;
        }
        close();
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        Connection fresh = new Connection(socket, new BufferedInputStream(socket.getInputStream()));
        connection = fresh;
        return fresh;
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.socket().close();
            connection = null;
        }
    }
}
