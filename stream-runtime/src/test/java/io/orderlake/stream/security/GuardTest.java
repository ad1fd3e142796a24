package io.orderlake.stream.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same table of who may do what, for keys and for tokens, against a server as it runs. */
class GuardTest {

    private static final List<String> CALLERS = List.of("read", "write", "delete", "generator", "metrics");

    private static TestIssuer issuer;
    private static NotesService byKey;
    private static NotesService byToken;

    @BeforeAll
    static void start() {
        issuer = new TestIssuer();
        byKey = NotesService.start(Stream.concat(
                        Stream.of("--orderlake.security.mode=api-key"),
                        CALLERS.stream().flatMap(GuardTest::keyOf))
                .toArray(String[]::new));
        byToken = NotesService.start(
                "--orderlake.security.mode=oauth2",
                "--orderlake.security.oauth2.issuer-uri=" + issuer.uri(),
                "--orderlake.security.oauth2.audience=" + TestIssuer.AUDIENCE);
    }

    @AfterAll
    static void stop() {
        byKey.close();
        byToken.close();
        issuer.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /notes,    read,      200",
        "GET,    /notes,    write,     403",
        "GET,    /notes,    nobody,    401",
        "GET,    /notes,    unknown,   401",
        "GET,    /nowhere,  nobody,    401",
        "GET,    /nowhere,  read,      404",
        "POST,   /notes,    write,     200",
        "POST,   /notes,    read,      403",
        "POST,   /notes,    delete,    403",
        "POST,   /notes,    generator, 403",
        "POST,   /notes,    nobody,    401",
        "POST,   /notes,    unknown,   401",
        "DELETE, /notes,    delete,    200",
        "DELETE, /notes,    write,     403",
        "DELETE, /notes,    nobody,    401",
        "POST,   /load/run, generator, 200",
        "POST,   /load/run, write,     403",
        "POST,   /load/run, nobody,    401",
        "OPTIONS,/notes,    write,     403",
        "OPTIONS,/notes,    nobody,    401",
    })
    void aRoleOpensItsRequestsAndNoOther(String method, String path, String caller, int status) {
        expect(byKey, method, path, keyShown(caller), status);
        expect(byToken, method, path, tokenShown(caller), status);
    }

    private static void expect(NotesService service, String method, String path, String shown, int status) {
        List<String> before = service.effects();

        HttpResponse<String> answer = service.send(method, path, shown);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 200 && !"GET".equals(method)) {
            assertThat(service.effects()).hasSize(before.size() + 1);
        } else {
            assertThat(service.effects()).isEqualTo(before);
        }
        if (status >= 400) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body())
                    .contains("\"status\":" + status)
                    .doesNotContain("Exception", "org.springframework");
        }
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    }

    static Map<String, UnaryOperator<JWTClaimsSet.Builder>> wrongClaims() {
        return Map.of(
                "of another issuer", claims -> claims.issuer("https://other.example"),
                "for another audience", claims -> claims.audience("other"),
                "for nobody", claims -> claims.audience((String) null),
                "expired",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(3600))),
                "without an end", claims -> claims.expirationTime(null),
                "not yet good",
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(3600))));
    }

    static Stream<String> wrongTokens() {
        return wrongClaims().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("wrongTokens")
    void aTokenIsBelievedOnlyInWhatItIsFor(String wrong) {
        UnaryOperator<JWTClaimsSet.Builder> claims =
                Objects.requireNonNull(wrongClaims().get(wrong));

        String token = issuer.token(usual -> claims.apply(usual.claim("roles", List.of("read"))));

        assertThat(byToken.send("GET", "/notes", token).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenMustBeSignedByTheIssuer() {
        assertThat(byToken.send("GET", "/notes", issuer.forged("read")).statusCode())
                .isEqualTo(401);
        String token = issuer.token("read");
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
        assertThat(byToken.send("GET", "/notes", unsigned).statusCode()).isEqualTo(401);
    }

    @Test
    void theActuatorShowsItsStatusToEverybodyAndTheRestToTheRole() {
        for (NotesService service : List.of(byKey, byToken)) {
            String metrics = service == byKey ? keyShown("metrics") : tokenShown("metrics");
            String read = service == byKey ? keyShown("read") : tokenShown("read");

            assertThat(service.actuator("/health", "").body())
                    .isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
            assertThat(service.actuator("/health", read).body()).doesNotContain("components");
            assertThat(service.actuator("/health", metrics).body()).contains("components", "progress");
            assertThat(service.actuator("/health/readiness", "").statusCode()).isEqualTo(200);
            for (String page : List.of("", "/info", "/metrics", "/prometheus")) {
                assertThat(service.actuator(page, "").statusCode()).as(page).isEqualTo(401);
                assertThat(service.actuator(page, read).statusCode()).as(page).isEqualTo(403);
                assertThat(service.actuator(page, metrics).statusCode())
                        .as(page)
                        .isEqualTo(200);
            }
            assertThat(service.send("GET", "/actuator/health", metrics).statusCode())
                    .isEqualTo(403);
            assertThat(service.send("GET", "/actuator/health", read).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void everyAnswerCarriesTheHeadersForBrowsers() {
        for (String shown : List.of("", keyShown("read"))) {
            Map<String, List<String>> headers =
                    byKey.send("GET", "/notes", shown).headers().map();
            assertThat(headers)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("x-frame-options", List.of("DENY"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsKeys("content-security-policy", "cache-control")
                    .doesNotContainKeys("set-cookie", "server", "access-control-allow-origin");
        }
    }

    @Test
    void anAuthorizationServerThatIsAwayIsNoFaultOfTheCaller() {
        TestIssuer away = new TestIssuer();
        away.close();
        try (NotesService service = NotesService.start(
                "--orderlake.security.mode=oauth2",
                "--orderlake.security.oauth2.issuer-uri=" + away.uri(),
                "--orderlake.security.oauth2.audience=" + TestIssuer.AUDIENCE)) {
            HttpResponse<String> answer = service.send("POST", "/notes", away.token("write"));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(service.effects()).isEmpty();
        }
    }

    private static Stream<String> keyOf(String role) {
        String key = "--orderlake.security.api-keys.the-" + role;
        return Stream.of(key + ".sha256=" + TestKeys.sha256(keyShown(role)), key + ".roles=" + role);
    }

    private static String keyShown(String caller) {
        return "nobody".equals(caller) ? "" : "key-of-" + caller;
    }

    private static String tokenShown(String caller) {
        return switch (caller) {
            case "nobody" -> "";
            case "unknown" -> "not-a-token";
            default -> issuer.token(caller);
        };
    }
}
