package io.orderlake.stream.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/**
 * Access control of every service: the mode identifies the caller, and the service's {@link AccessRules} require a role. For a
 * service without rules the method alone decides.
 */
@AutoConfiguration(before = {ServletWebSecurityAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({SecuritySettings.class, RequestSettings.class})
public class SecurityWiring {

    /** The API page needs styles of its own; nothing is loaded from anywhere else. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    @Bean
    @ConditionalOnMissingBean
    AccessRules accessRules() {
        return new AccessRules(List.of());
    }

    @Bean
    static Listening listening(Environment environment) {
        return new Listening(environment);
    }

    @Bean
    ErrorPage errorPage() {
        return new ErrorPage();
    }

    @Bean
    AccessProblems accessProblems(AccessRules rules) {
        return new AccessProblems(rules);
    }

    @Bean
    SecurityFilterChain guard(
            HttpSecurity http,
            SecuritySettings settings,
            AccessRules rules,
            AccessProblems problems,
            ServerProperties server) {
        // Once more, with the very settings that the guard is made of.
        Listening.check(settings.mode(), server.getAddress());
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .anyRequest()
                .access(rules));
        return guarded(http, settings, problems);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain actuatorGuard(HttpSecurity http, SecuritySettings settings, AccessProblems problems) {
        http.securityMatcher(new OrRequestMatcher(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks()));
        http.authorizeHttpRequests(requests -> {
            requests.requestMatchers(EndpointRequest.to(HealthEndpoint.class)).permitAll();
            if (settings.openMetrics()) {
                requests.requestMatchers(EndpointRequest.to("prometheus")).permitAll();
            }
            requests.anyRequest().hasRole(Role.METRICS.name());
        });
        return guarded(http, settings, problems);
    }

    /** Before everything else, because the body of a refused request may be slow, too. */
    @Bean
    FilterRegistrationBean<BodyDeadline> bodyDeadline(RequestSettings settings) {
        FilterRegistrationBean<BodyDeadline> filter =
                new FilterRegistrationBean<>(new BodyDeadline(settings.bodyWithin(), System::nanoTime));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** A span per filter adds nothing to the span of the request. */
    @Bean
    SecurityObservationSettings noSecuritySpans() {
        return SecurityObservationSettings.noObservations();
    }

    private static SecurityFilterChain guarded(HttpSecurity http, SecuritySettings settings, AccessProblems problems) {
        http.addFilterBefore(callers(settings, problems), AnonymousAuthenticationFilter.class)
                .addFilter(noOtherOrigins(problems))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie and no session identifies a caller, so a browser cannot be tricked into sending one.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
        return http.build();
    }

    private static Filter callers(SecuritySettings settings, AccessProblems problems) {
        return switch (settings.mode()) {
            case NONE -> new LocalCallers();
            case API_KEY -> bearers(new ApiKeys(settings.apiKeys()), problems);
            case OAUTH2 -> bearers(new SignedTokens(Objects.requireNonNull(settings.oauth2())), problems);
        };
    }

    private static Filter bearers(AuthenticationManager callers, AccessProblems problems) {
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(callers);
        filter.setAuthenticationEntryPoint(problems);
        filter.setAuthenticationFailureHandler(problems::commence);
        return filter;
    }

    private static CorsFilter noOtherOrigins(AccessProblems problems) {
        CorsFilter filter = new CorsFilter(request -> new CorsConfiguration());
        filter.setCorsProcessor(problems);
        return filter;
    }
}
