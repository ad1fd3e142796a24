package io.orderlake.stream.security;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callers over HTTP are identified.
 *
 * @param mode what a caller has to show
 * @param apiKeys the callers by name, for mode {@code api-key}
 * @param oauth2 whose tokens are believed, for mode {@code oauth2}
 * @param openMetrics whether everybody who reaches the Actuator's port may read its {@code prometheus} page
 */
@ConfigurationProperties("orderlake.security")
public record SecuritySettings(
        @DefaultValue("none") Mode mode,
        @DefaultValue Map<String, ApiKey> apiKeys,
        @Nullable Oauth2 oauth2,
        @DefaultValue("false") boolean openMetrics) {

    /** What a caller has to show. */
    public enum Mode {
        /** Nothing. The service then answers only this machine. */
        NONE,
        /** A key of ours, as a bearer token. */
        API_KEY,
        /** A JSON Web Token of an authorization server, as a bearer token. */
        OAUTH2
    }

    /**
     * A caller's key.
     *
     * @param sha256 of the key, in hexadecimal digits; the key itself is stored nowhere
     */
    public record ApiKey(String sha256, Set<Role> roles) {

        private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{64}");

        public ApiKey {
            roles = Set.copyOf(roles);
            if (!DIGEST.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        "orderlake.security.api-keys: expected sha256 to be 64 hexadecimal digits but it has "
                                + sha256.length() + " characters");
            }
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("orderlake.security.api-keys: expected roles but there are none");
            }
        }
    }

    /**
     * Whose tokens are believed.
     *
     * @param issuerUri the issuer that tokens must name; its keys are found through it where {@code jwkSetUri} is null
     * @param jwkSetUri where the keys are that sign tokens
     * @param audience what tokens must be meant for
     * @param rolesClaim claim with the roles, its parts joined by points where it is nested
     * @param claimValues the value of each role in that claim; a role without a value is its own name in lower case
     */
    public record Oauth2(
            @Nullable String issuerUri,
            @Nullable URI jwkSetUri,
            String audience,
            @DefaultValue("roles") String rolesClaim,
            @DefaultValue Map<Role, List<String>> claimValues) {

        public Oauth2 {
            claimValues = Map.copyOf(claimValues);
            if (issuerUri == null && jwkSetUri == null) {
                throw new IllegalArgumentException(
                        "orderlake.security.oauth2: expected issuer-uri or jwk-set-uri but there is neither");
            }
            if (audience == null || audience.isBlank()) {
                throw new IllegalArgumentException(
                        "orderlake.security.oauth2.audience: expected what tokens are meant for but it is not set");
            }
        }
    }

    public SecuritySettings {
        apiKeys = Map.copyOf(apiKeys);
        if (mode == Mode.API_KEY && apiKeys.isEmpty()) {
            throw new IllegalArgumentException(
                    "orderlake.security.mode=api-key: expected a key under orderlake.security.api-keys but there is none");
        }
        if (mode == Mode.OAUTH2 && oauth2 == null) {
            throw new IllegalArgumentException(
                    "orderlake.security.mode=oauth2: expected orderlake.security.oauth2.* but there is nothing");
        }
        Set<String> digests = new HashSet<>();
        apiKeys.forEach((name, key) -> {
            if (!digests.add(key.sha256().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "orderlake.security.api-keys." + name + ": expected a key of its own but another has the same");
            }
        });
    }

    /** The settings where nothing is set. */
    public static SecuritySettings defaults() {
        return new SecuritySettings(Mode.NONE, Map.of(), null, false);
    }
}
