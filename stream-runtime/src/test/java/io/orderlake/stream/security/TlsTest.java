package io.orderlake.stream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS needs settings and nothing else, on both ports. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @Test
    void bothPortsSpeakTlsWithTheCertificateOfTheSettings(@TempDir Path folder) throws Exception {
        Path store = certificate(folder);
        try (NotesService service = NotesService.start(
                "--spring.ssl.bundle.jks.web.keystore.location=file:" + store,
                "--spring.ssl.bundle.jks.web.keystore.password=" + PASSWORD,
                "--spring.ssl.bundle.jks.web.keystore.type=PKCS12",
                "--server.ssl.bundle=web",
                "--management.server.ssl.bundle=web")) {
            HttpClient trusting =
                    HttpClient.newBuilder().sslContext(trusting(store)).build();

            HttpResponse<String> notes = NotesService.call(trusting, get(service.port(), "/notes"));
            assertThat(notes.statusCode()).isEqualTo(200);
            assertThat(notes.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(NotesService.call(trusting, get(service.managementPort(), "/actuator/health"))
                            .statusCode())
                    .isEqualTo(200);

            assertThatThrownBy(() ->
                            HttpClient.newHttpClient().send(get(service.port(), "/notes"), BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(service.raw(service.port(), "GET /notes HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    private static HttpRequest get(int port, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .build();
    }

    private static Path certificate(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("web.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "web",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return store;
    }

    private static SSLContext trusting(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("web", keys.getCertificate("web"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
