package io.orderlake.stream.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoleClaimTest {

    @Test
    void rolesStandForThemselvesInAListOrInOneText() {
        RoleClaim roles = new RoleClaim("roles", Map.of());

        assertThat(roles.in(Map.of("roles", List.of("read", "delete", "other"))))
                .containsExactlyInAnyOrder(Role.READ, Role.DELETE);
        assertThat(roles.in(Map.of("roles", "write generator"))).containsExactlyInAnyOrder(Role.WRITE, Role.GENERATOR);
    }

    @Test
    void aClaimMayBeNestedOrHavePointsInItsName() {
        assertThat(new RoleClaim("realm_access.roles", Map.of())
                        .in(Map.of("realm_access", Map.of("roles", List.of("read")))))
                .containsExactly(Role.READ);
        assertThat(new RoleClaim("https://shop.example/roles", Map.of())
                        .in(Map.of("https://shop.example/roles", List.of("read"))))
                .containsExactly(Role.READ);
    }

    @Test
    void aRoleMayHaveOtherNames() {
        RoleClaim roles = new RoleClaim("scope", Map.of(Role.WRITE, List.of("orders:write", "admin")));

        assertThat(roles.in(Map.of("scope", "openid orders:write read")))
                .containsExactlyInAnyOrder(Role.WRITE, Role.READ);
        assertThat(roles.in(Map.of("scope", "write"))).isEmpty();
    }

    @Test
    void whatIsNoRoleGivesNone() {
        RoleClaim roles = new RoleClaim("a.b", Map.of());

        assertThat(roles.in(Map.of())).isEmpty();
        assertThat(roles.in(Map.of("a", "read"))).isEmpty();
        assertThat(roles.in(Map.of("a", Map.of("b", 7)))).isEmpty();
        assertThat(roles.in(Map.of("a", Map.of("b", "reader READ")))).isEmpty();
    }
}
