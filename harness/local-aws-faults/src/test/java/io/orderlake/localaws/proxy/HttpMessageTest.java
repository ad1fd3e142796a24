package io.orderlake.localaws.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpMessageTest {

    private static final HttpMessage GET = new HttpMessage(List.of("GET /a HTTP/1.1"), new byte[0]);
    private static final HttpMessage HEAD = new HttpMessage(List.of("HEAD /a HTTP/1.1"), new byte[0]);

    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();

    @Test
    void eachRequestOfAConnectionIsReadWholeAndNothingOfTheNext() throws IOException {
        String first = "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc";
        InputStream in = bytes(first + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(HttpMessage.request(in, toClient))
                .satisfies(request -> assertThat(text(request)).isEqualTo(first));
        assertThat(HttpMessage.request(in, toClient))
                .satisfies(request -> assertThat(request.path()).isEqualTo("/next"));
        assertThat(HttpMessage.request(in, toClient)).isNull();
        assertThat(toClient.size()).isZero();
    }

    @Test
    void aClientThatWaitsToBeToldIsToldAndTheServerIsNotAsked() throws IOException {
        InputStream in = bytes("PUT /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx");
        assertThat(HttpMessage.request(in, toClient))
                .satisfies(request ->
                        assertThat(text(request)).doesNotContain("Expect").endsWith("\r\n\r\nx"));
        assertThat(toClient.toString(StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    @Test
    void chunksAndTrailersPassAsTheyStand() throws IOException {
        String answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\nb\r\nA;x=1\r\n0123456789\r\n0\r\nT: 1\r\n\r\n";
        HttpMessage read = HttpMessage.answer(GET, bytes(answer + "HTTP/1.1 500"));
        assertThat(text(read)).isEqualTo(answer);
        assertThat(read.isLast()).isFalse();
    }

    @Test
    void anAnswerWithoutLengthEndsWithItsConnection() throws IOException {
        HttpMessage read =
                HttpMessage.answer(GET, bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nall of it"));
        assertThat(text(read)).isEqualTo("HTTP/1.1 200 OK\r\n\r\nall of it");
        assertThat(read.isLast()).isTrue();
    }

    @Test
    void anAnswerToHeadHasALengthAndNoBody() throws IOException {
        HttpMessage read = HttpMessage.answer(HEAD, bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
        assertThat(read.body()).isEmpty();
        assertThat(read.isLast()).isFalse();
    }

    @Test
    void aServerThatClosesTooEarlyIsNoAnswer() {
        assertThatThrownBy(() -> HttpMessage.answer(GET, bytes(""))).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> HttpMessage.answer(GET, bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")))
                .isInstanceOf(EOFException.class);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(HttpMessage message) {
        return new String(message.bytes(), StandardCharsets.ISO_8859_1);
    }
}
