package io.orderlake.stream.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the roles out of a token's claims: a list of texts, or one text with spaces as {@code scope} is. */
final class RoleClaim {

    private final String claim;
    private final Map<Role, List<String>> values = new EnumMap<>(Role.class);

    RoleClaim(String claim, Map<Role, List<String>> named) {
        this.claim = claim;
        for (Role role : Role.values()) {
            values.put(role, named.getOrDefault(role, List.of(role.name().toLowerCase(Locale.ROOT))));
        }
    }

    /** Words that name no role are skipped, because the claim serves other services as well. */
    Set<Role> in(Map<String, ?> claims) {
        List<String> words = words(claims.containsKey(claim) ? claims.get(claim) : nested(claims));
        return values.entrySet().stream()
                .filter(role -> role.getValue().stream().anyMatch(words::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable Object nested(Map<String, ?> claims) {
        @Nullable Object value = claims;
        for (String part : claim.split("\\.", -1)) {
            value = value instanceof Map<?, ?> members ? members.get(part) : null;
        }
        return value;
    }

    private static List<String> words(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof String text ? Arrays.asList(text.split(" ", -1)) : List.of();
    }
}
