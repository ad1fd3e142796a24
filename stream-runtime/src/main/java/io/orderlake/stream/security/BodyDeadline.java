package io.orderlake.stream.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a request whose body does not arrive within a time. The server's own timeout limits the silence between two packets,
 * so a client that sends a byte now and then would block a thread for ever. An unread body is read within the same time and
 * a limit, so that an honest client receives its answer before the connection closes.
 */
final class BodyDeadline extends OncePerRequestFilter {

    private static final int DRAINED = 1024 * 1024;

    private final Duration within;
    private final LongSupplier nanos;

    /** @param nanos a clock that only goes forward */
    BodyDeadline(Duration within, LongSupplier nanos) {
        this.within = within;
        this.nanos = nanos;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        Body body = new Body(request.getInputStream(), within, nanos);
        chain.doFilter(new Timed(request, body), response);
        response.flushBuffer();
        body.drain();
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Whoever asks for the body gets the timed one. */
    private static final class Timed extends HttpServletRequestWrapper {
        private final Body body;

        Timed(HttpServletRequest request, Body body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }

    private static final class Body extends ServletInputStream {
        private final ServletInputStream in;
        private final Duration within;
        private final LongSupplier nanos;
        private final long begun;
        private boolean failed;

        Body(ServletInputStream in, Duration within, LongSupplier nanos) {
            this.in = in;
            this.within = within;
            this.nanos = nanos;
            this.begun = nanos.getAsLong();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (nanos.getAsLong() - begun > within.toNanos()) {
                failed = true;
                throw new SlowBody(within);
            }
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                failed = true;
                throw isSilence(e) ? new SlowBody(within, e) : e;
            }
        }

        /** The server has waited for a packet as long as its own setting lets it. */
        private static boolean isSilence(IOException failure) {
            return failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        void drain() {
            byte[] some = new byte[8192];
            try {
                for (int left = DRAINED; left > 0 && !failed; ) {
                    int read = read(some, 0, some.length);
                    if (read < 0) {
                        return;
                    }
                    left -= read;
                }
            } catch (IOException lost) {
                // The answer is out, and the server closes what it cannot read to the end.
                failed = true;
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("Bodies are read while their thread waits");
        }
    }
}
