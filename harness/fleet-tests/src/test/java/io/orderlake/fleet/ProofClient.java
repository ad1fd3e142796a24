package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code /proof} of a running verifier and waits for what it should report. */
final class ProofClient {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int ROUNDS = 3;
    private static final JsonMapper JSON = new JsonMapper();

    private final TestService verifier;
    private final Duration patience;

    ProofClient(TestService verifier) {
        this(verifier, PATIENCE);
    }

    ProofClient(TestService verifier, Duration patience) {
        this.verifier = verifier;
        this.patience = patience;
    }

    JsonNode proof() {
        try {
            return JSON.readTree(verifier.get("/proof"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long count(JsonNode proof, String kind) {
        return proof.path("differences").path(kind).asLong();
    }

    /** Kind and key of each difference that {@code /proof} shows as an example. */
    static List<String> examples(JsonNode proof) {
        return proof.path("examples").values().stream()
                .map(example -> example.path("kind").asString("") + " "
                        + example.path("key").asString(""))
                .toList();
    }

    /** Waits until everything up to now is proven, without a difference, and rounds that began after now have ended. */
    void awaitProven() {
        Instant now = Instant.now();
        long rounds = proof().path("rounds").asLong();
        await().atMost(patience).untilAsserted(() -> {
            JsonNode proof = proof();
            assertThat(proof.path("examples").toString()).isEqualTo("[]");
            // The round under way may have passed the row already, so it does not count.
            assertThat(proof.path("rounds").asLong()).isGreaterThan(rounds + 1);
            assertThat(Instant.parse(proof.path("verified_through").asString("1970-01-01T00:00:00Z")))
                    .isAfter(now);
        });
    }

    /** Waits for some rounds; by then differences of each kind must have been found. */
    JsonNode expect(String... kinds) {
        long rounds = proof().path("rounds").asLong();
        // The round under way may have passed the object already, so it does not count.
        await().atMost(patience)
                .until(() -> Stream.of(kinds).allMatch(kind -> count(proof(), kind) > 0)
                        || proof().path("rounds").asLong() > rounds + ROUNDS);
        JsonNode proof = proof();
        for (String kind : kinds) {
            assertThat(count(proof, kind)).as("%s in %s", kind, proof).isPositive();
        }
        return proof;
    }
}
