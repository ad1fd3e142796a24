package io.orderlake.stream.security;

import io.orderlake.stream.security.SecuritySettings.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Identifies callers by their keys. Each comparison takes the same time, whether a key matches or not. */
final class ApiKeys implements AuthenticationManager {

    private final List<Known> known;

    private record Known(String name, byte[] sha256, List<Role> roles) {}

    ApiKeys(Map<String, ApiKey> keys) {
        this.known = keys.entrySet().stream()
                .map(key -> new Known(
                        key.getKey(),
                        HexFormat.of().parseHex(key.getValue().sha256()),
                        List.copyOf(key.getValue().roles())))
                .toList();
    }

    @Override
    public Authentication authenticate(Authentication shown) {
        byte[] sha256 = sha256(((BearerTokenAuthenticationToken) shown).getToken());
        @Nullable Known caller = null;
        for (Known key : known) {
            if (MessageDigest.isEqual(key.sha256(), sha256)) {
                caller = key;
            }
        }
        if (caller == null) {
            throw new InvalidBearerTokenException("No key is like the one shown");
        }
        // The key itself is not passed on.
        return UsernamePasswordAuthenticationToken.authenticated(
                caller.name(),
                null,
                caller.roles().stream().map(Role::authority).toList());
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
