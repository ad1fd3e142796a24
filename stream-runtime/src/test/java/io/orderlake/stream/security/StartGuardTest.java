package io.orderlake.stream.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.orderlake.stream.security.SecuritySettings.Mode;
import io.orderlake.stream.settings.StartFailures;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A service that everybody could call does not start. */
class StartGuardTest {

    private static final String DIGEST = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--server.address=0.0.0.0 | Cannot listen on 0.0.0.0 with orderlake.security.mode=none",
                "--server.address=:: | Cannot listen on 0:0:0:0:0:0:0:0 with orderlake.security.mode=none",
                "--orderlake.security.mode=api-key | orderlake.security.mode=api-key: expected a key",
                "--orderlake.security.mode=oauth2 | orderlake.security.mode=oauth2: expected orderlake.security.oauth2",
                "--orderlake.security.mode=open | Cannot use the setting orderlake.security.mode = open: expected a value of type Mode",
                "--orderlake.security.oauth2.audience=a | orderlake.security.oauth2: expected issuer-uri or jwk-set-uri",
                "--orderlake.security.oauth2.jwk-set-uri=http://127.0.0.1:9 | orderlake.security.oauth2.audience: expected",
                "--orderlake.security.api-keys.shop.sha256=short --orderlake.security.api-keys.shop.roles=read"
                        + " | orderlake.security.api-keys: expected sha256 to be 64 hexadecimal digits but it has 5",
                "--orderlake.security.api-key.shop=s3cret"
                        + " | Cannot use the setting orderlake.security.api-key.shop = ***: expected one of",
                "--orderlake.security.api-keys.shop.sha256=" + DIGEST + " --orderlake.security.api-keys.shop.roles=reed"
                        + " | Cannot use the setting orderlake.security.api-keys.shop.roles = ***: expected a value of type",
                "--orderlake.requests.body-within=0s | orderlake.requests.body-within: expected 1ms or more",
            })
    void itSaysInOneSentenceWhatIsWrong(String settings, String sentence) {
        Throwable failure =
                catchThrowable(() -> NotesService.start(settings.split(" ")).close());

        assertThat(described(failure)).startsWith(sentence).doesNotContain("s3cret");
    }

    @Test
    void oneKeyForTwoCallersIsRefused() {
        Throwable failure = catchThrowable(() -> NotesService.start(
                        "--orderlake.security.api-keys.a.sha256=" + DIGEST,
                        "--orderlake.security.api-keys.a.roles=read",
                        "--orderlake.security.api-keys.b.sha256=" + DIGEST.toUpperCase(Locale.ROOT),
                        "--orderlake.security.api-keys.b.roles=write")
                .close());

        assertThat(described(failure)).endsWith("expected a key of its own but another has the same");
    }

    @Test
    void withAuthenticationItMayListenEverywhere() throws UnknownHostException {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");

        assertThatCode(() -> Listening.check(Mode.API_KEY, everywhere)).doesNotThrowAnyException();
        assertThatCode(() -> Listening.check(Mode.OAUTH2, null)).doesNotThrowAnyException();
    }

    @Test
    void withoutAuthenticationAnUnnamedAddressIsEveryAddress() {
        assertThat(catchThrowable(() -> Listening.check(Mode.NONE, null)))
                .hasMessageStartingWith("Cannot listen on every address");
    }

    @Test
    void theActuatorIsNeverOnThePortOfTheService() {
        assertThatThrownBy(() -> NotesService.start("--server.port=18080", "--management.server.port=18080")
                        .close())
                .hasStackTraceContaining("not listening on a separate port");
    }

    @Test
    void everyDefaultHolds() {
        assertThat(SecuritySettings.defaults().mode()).isEqualTo(Mode.NONE);
        try (NotesService service = NotesService.start()) {
            assertThat(service.bean(SecuritySettings.class)).isEqualTo(SecuritySettings.defaults());
            assertThat(service.bean(RequestSettings.class)).isEqualTo(new RequestSettings(Duration.ofSeconds(10)));
        }
    }

    private static String described(Throwable failure) {
        FailureAnalysis analysis = new StartFailures().analyze(failure);
        return Objects.requireNonNull(analysis, () -> "No analysis of " + failure)
                .getDescription();
    }
}
