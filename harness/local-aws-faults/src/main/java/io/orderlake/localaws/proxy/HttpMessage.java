package io.orderlake.localaws.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request or an answer exactly as it was sent, read as a whole, so that it can be delayed or cut.
 *
 * @param head the first line and the headers
 * @param body with its chunks' frames, if it came in chunks
 */
record HttpMessage(List<String> head, byte[] body) {

    private static final int MAX_HEAD_BYTES = 64 << 10;
    private static final int MAX_BODY_BYTES = 64 << 20;
    private static final String END = "\r\n";

    HttpMessage {
        head = List.copyOf(head);
    }

    /** The next request; null if the client has closed. A client that expects {@code 100 Continue} gets it before it sends the body. */
    static @Nullable HttpMessage request(InputStream in, OutputStream out) throws IOException {
        List<String> head = head(in);
        if (head.isEmpty()) {
            return null;
        }
        List<String> passed = without(head, "expect");
        if (passed.size() < head.size()) {
            out.write(ascii("HTTP/1.1 100 Continue" + END + END));
            out.flush();
        }
        return new HttpMessage(passed, body(passed, in, false));
    }

    /** The answer to a request. */
    static HttpMessage answer(HttpMessage request, InputStream in) throws IOException {
        List<String> head = head(in);
        while (status(head) / 100 == 1) {
            head = head(in);
        }
        boolean bodyless = request.method().equals("HEAD") || status(head) == 204 || status(head) == 304;
        return new HttpMessage(head, bodyless ? new byte[0] : body(head, in, true));
    }

    /** An error answer that the proxy makes itself. */
    static HttpMessage error(int status, String contentType, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        List<String> head = List.of(
                "HTTP/1.1 " + status + " Injected", "Content-Type: " + contentType, "Content-Length: " + body.length);
        return new HttpMessage(head, body);
    }

    String method() {
        return head.get(0).split(" ", 3)[0];
    }

    /** Path and query. */
    String path() {
        return head.get(0).split(" ", 3)[1];
    }

    @Nullable String header(String name) {
        return header(head, name);
    }

    /** Whether nothing can follow it on its connection. */
    boolean isLast() {
        boolean framed = header("content-length") != null || header("transfer-encoding") != null;
        boolean isAnswer = head.get(0).startsWith("HTTP/");
        return "close".equalsIgnoreCase(header("connection")) || (isAnswer && !framed && body.length > 0);
    }

    byte[] bytes() {
        byte[] first = ascii(String.join(END, head) + END + END);
        byte[] all = new byte[first.length + body.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    private static int status(List<String> head) throws IOException {
        if (head.isEmpty()) {
            throw new EOFException("The server closed without an answer");
        }
        return Integer.parseInt(head.get(0).split(" ", 3)[1]);
    }

    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (String line = line(in, text); !line.isEmpty(); line = line(in, text)) {
            if (text.size() > MAX_HEAD_BYTES) {
                throw new IOException("Cannot read a message: expected a head of at most " + MAX_HEAD_BYTES + " bytes");
            }
        }
        return text.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Reads a line and appends it with its end to {@code whole}; empty for an empty line and at the end of the input. */
    private static String line(InputStream in, ByteArrayOutputStream whole) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            whole.write(next);
            if (next == '\n') {
                break;
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static byte[] body(List<String> head, InputStream in, boolean untilEnd) throws IOException {
        String encoding = header(head, "transfer-encoding");
        if (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked")) {
            return chunks(in);
        }
        String length = header(head, "content-length");
        if (length == null) {
            return untilEnd ? in.readNBytes(MAX_BODY_BYTES) : new byte[0];
        }
        return exactly(Integer.parseInt(length), in);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int size;
        do {
            String line = line(in, all);
            size = Integer.parseInt(line.replaceFirst(";.*", "").strip(), 16);
            all.write(exactly(size, in));
            // After the last chunk come trailers and an empty line, after another one only its end.
            while (!line(in, all).isEmpty()) {
                continue;
            }
        } while (size > 0);
        return all.toByteArray();
    }

    private static byte[] exactly(int length, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("Expected " + length + " bytes but was " + bytes.length);
        }
        return bytes;
    }

    private static @Nullable String header(List<String> head, String name) {
        String start = name + ":";
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse(null);
    }

    private static List<String> without(List<String> head, String name) {
        String start = name + ":";
        return head.stream()
                .filter(line -> !line.regionMatches(true, 0, start, 0, start.length()))
                .toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
