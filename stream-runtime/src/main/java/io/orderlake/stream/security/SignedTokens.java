package io.orderlake.stream.security;

import io.orderlake.stream.security.SecuritySettings.Oauth2;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.client.RestTemplate;

/**
 * Identifies callers by JSON Web Tokens of an authorization server. That server is not called before the first token arrives,
 * so the service also starts while it is down.
 */
final class SignedTokens implements AuthenticationManager {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private final JwtAuthenticationProvider tokens;

    SignedTokens(Oauth2 settings) {
        RoleClaim roles = new RoleClaim(settings.rolesClaim(), settings.claimValues());
        this.tokens = new JwtAuthenticationProvider(new SupplierJwtDecoder(() -> decoder(settings)));
        tokens.setJwtAuthenticationConverter(jwt -> new JwtAuthenticationToken(
                jwt, roles.in(jwt.getClaims()).stream().map(Role::authority).toList()));
    }

    /** @throws AuthenticationServiceException if the authorization server's keys cannot be had */
    @Override
    public Authentication authenticate(Authentication shown) {
        try {
            return tokens.authenticate(shown);
        } catch (JwtDecoderInitializationException e) {
            throw new AuthenticationServiceException("Cannot ask the issuer of tokens", e);
        }
    }

    private static JwtDecoder decoder(Oauth2 settings) {
        SimpleClientHttpRequestFactory calls = new SimpleClientHttpRequestFactory();
        calls.setConnectTimeout(CONNECT_WITHIN);
        calls.setReadTimeout(READ_WITHIN);
        JwkSetUriJwtDecoderBuilder keys = settings.jwkSetUri() == null
                ? NimbusJwtDecoder.withIssuerLocation(String.valueOf(settings.issuerUri()))
                : NimbusJwtDecoder.withJwkSetUri(settings.jwkSetUri().toString());
        NimbusJwtDecoder decoder = keys.restOperations(new RestTemplate(calls))
                .jwsAlgorithms(algorithms -> {
                    algorithms.clear();
                    algorithms.addAll(
                            List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256));
                })
                .validateType(false)
                .build();
        decoder.setJwtValidator(validator(settings));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> validator(Oauth2 settings) {
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        JwtTimestampValidator times = new JwtTimestampValidator();
        // A token without an end would be good for ever.
        times.setAllowEmptyExpiryClaim(false);
        List<OAuth2TokenValidator<Jwt>> all =
                new ArrayList<>(List.of(type, times, new JwtAudienceValidator(settings.audience())));
        if (settings.issuerUri() != null) {
            all.add(new JwtIssuerValidator(settings.issuerUri()));
        }
        return new DelegatingOAuth2TokenValidator<>(all);
    }
}
