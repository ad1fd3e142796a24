package io.orderlake.stream.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Refusals before any controller, as problem documents (RFC 9457). They name what the request lacks and nothing about what
 * the service contains.
 */
final class AccessProblems extends DefaultCorsProcessor
        implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final AccessRules rules;

    AccessProblems(AccessRules rules) {
        this.rules = rules;
    }

    /** The caller is unknown. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            write(response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The token could not be checked just now");
            return;
        }
        boolean shown = failure instanceof OAuth2AuthenticationException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, shown ? "Bearer error=\"invalid_token\"" : "Bearer");
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                shown
                        ? "The bearer token is not valid, or no longer"
                        : "Expected a bearer token in the header Authorization but there is none");
    }

    /** The caller is known and lacks the role. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        String needed = rules.roleFor(request)
                .map(role -> "Expected the role " + role.name().toLowerCase(Locale.ROOT) + " but the caller lacks it")
                .orElse("Nobody may send such a request");
        write(response, HttpStatus.FORBIDDEN, "forbidden", needed);
    }

    /** A path or method that no honest client sends. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        write(response, HttpStatus.BAD_REQUEST, "unreadable", "The method, path or a header is not acceptable");
    }

    /** A page of another origin, in a browser. */
    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        response.setStatusCode(HttpStatus.FORBIDDEN);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getBody()
                .write(document(HttpStatus.FORBIDDEN, "forbidden", "Pages of other origins may send no request"));
        response.flush();
    }

    private static void write(HttpServletResponse response, HttpStatus status, String type, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(document(status, type, detail));
    }

    /** Takes fixed texts only, so that there is nothing to escape. */
    private static byte[] document(HttpStatus status, String type, String detail) {
        return """
                {"type":"urn:orderlake:problem:%s","title":"%s","status":%d,"detail":"%s"}""".formatted(type, status.getReasonPhrase(), status.value(), detail)
                .getBytes(StandardCharsets.UTF_8);
    }
}
