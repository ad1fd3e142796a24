package io.orderlake.stream.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Without authentication, callers on this machine may do everything, and other callers nothing. The {@code Host} header must
 * also be a name of loopback: otherwise a page in a browser could reach the service under a name of its own that resolves to
 * this machine.
 */
final class LocalCallers extends OncePerRequestFilter {

    private static final Pattern LOOPBACK_NAME =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    private static final Authentication EVERYTHING = UsernamePasswordAuthenticationToken.authenticated(
            "local", null, Arrays.stream(Role.values()).map(Role::authority).toList());

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isLocal(InetAddress.getByName(request.getLocalAddr()), request.getServerName())) {
            SecurityContextHolder.getContext().setAuthentication(EVERYTHING);
        }
        chain.doFilter(request, response);
    }

    /**
     * @param reached the address of ours that the connection came to
     * @param name what the caller called it
     */
    static boolean isLocal(InetAddress reached, String name) {
        return reached.isLoopbackAddress() && LOOPBACK_NAME.matcher(name).matches();
    }
}
