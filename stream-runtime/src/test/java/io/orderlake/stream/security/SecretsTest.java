package io.orderlake.stream.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Settings that are secret come from files or from Secrets Manager, and go nowhere. */
class SecretsTest {

    private static final String SHOP = "orderlake.security.api-keys.shop.";

    @Test
    void keysComeFromMountedFiles(@TempDir Path mounted) throws IOException {
        Files.writeString(mounted.resolve(SHOP + "sha256"), TestKeys.sha256("key-of-shop"));
        Files.writeString(mounted.resolve(SHOP + "roles"), "read,write");

        expectShop("--spring.config.import=configtree:" + mounted + "/");
    }

    @Test
    void keysComeFromSecretsManager() throws IOException {
        HttpServer secrets = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String secret = "{\\\"%ssha256\\\":\\\"%s\\\",\\\"%sroles\\\":\\\"read,write\\\"}"
                .formatted(SHOP, TestKeys.sha256("key-of-shop"), SHOP);
        secrets.createContext("/", exchange -> {
            boolean asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8).contains("orderlake/keys");
            byte[] body = ("{\"Name\":\"orderlake/keys\",\"SecretString\":\"" + secret + "\"}").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(asked ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        secrets.start();
        try {
            expectShop(
                    "--spring.config.import=aws-secretsmanager:orderlake/keys",
                    "--spring.cloud.aws.secretsmanager.endpoint=http://127.0.0.1:"
                            + secrets.getAddress().getPort(),
                    "--spring.cloud.aws.region.static=us-east-1",
                    "--spring.cloud.aws.credentials.access-key=local",
                    "--spring.cloud.aws.credentials.secret-key=local");
        } finally {
            secrets.stop(0);
        }
    }

    @Test
    void aKeyIsNeverLogged(@TempDir Path mounted) throws IOException {
        Files.writeString(mounted.resolve(SHOP + "sha256"), TestKeys.sha256("key-of-shop"));
        Files.writeString(mounted.resolve(SHOP + "roles"), "read");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        try (NotesService service = NotesService.start(
                "--orderlake.security.mode=api-key",
                "--spring.config.import=configtree:" + mounted + "/",
                "--logging.level.org.springframework.security=trace")) {
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            log.start();
            root.addAppender(log);

            service.send("GET", "/notes", "key-of-shop");
            service.send("POST", "/notes", "key-of-shop");
            service.send("GET", "/notes", "key-of-shop-with-a-slip");

            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .isNotEmpty()
                .noneMatch(event -> event.getFormattedMessage().contains("key-of-shop"));
    }

    private static void expectShop(String... settings) {
        String[] all = new String[settings.length + 1];
        all[0] = "--orderlake.security.mode=api-key";
        System.arraycopy(settings, 0, all, 1, settings.length);
        try (NotesService service = NotesService.start(all)) {
            assertThat(service.send("POST", "/notes", "key-of-shop").statusCode())
                    .isEqualTo(200);
            assertThat(service.send("DELETE", "/notes", "key-of-shop").statusCode())
                    .isEqualTo(403);
            assertThat(service.send("POST", "/notes", "another-key").statusCode())
                    .isEqualTo(401);
            assertThat(service.has(AwsAutoConfiguration.class)).isFalse();
        }
    }
}
