package io.orderlake.stream.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which role a request needs: that of the first rule for its path, or else that of its method. A request that no rule and no
 * method covers is allowed to nobody.
 */
public final class AccessRules implements AuthorizationManager<RequestAuthorizationContext> {

    /** Every request to a path needs this role, whatever its method. */
    public record Rule(PathPattern path, Role role) {
        public static Rule of(String path, Role role) {
            return new Rule(PathPatternParser.defaultInstance.parse(path), role);
        }
    }

    private final List<Rule> rules;

    public AccessRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> caller, RequestAuthorizationContext context) {
        boolean granted = roleFor(context.getRequest())
                .map(Role::authority)
                .filter(role -> caller.get().getAuthorities().contains(role))
                .isPresent();
        return new AuthorizationDecision(granted);
    }

    Optional<Role> roleFor(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return rules.stream()
                .filter(rule -> rule.path().matches(path))
                .map(Rule::role)
                .findFirst()
                .or(() -> ofMethod(request.getMethod()));
    }

    private static Optional<Role> ofMethod(String method) {
        return switch (method) {
            case "GET", "HEAD" -> Optional.of(Role.READ);
            case "POST", "PUT", "PATCH" -> Optional.of(Role.WRITE);
            case "DELETE" -> Optional.of(Role.DELETE);
            default -> Optional.empty();
        };
    }
}
