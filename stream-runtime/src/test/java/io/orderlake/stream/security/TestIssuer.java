package io.orderlake.stream.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** An authorization server that hands out its keys on loopback and signs whatever it is asked to. */
final class TestIssuer implements AutoCloseable {

    static final String AUDIENCE = "orderlake";

    private final RSAKey key = newKey();
    private final HttpServer server;

    TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        serve("/keys", new JWKSet(key.toPublicJWK()).toString());
        serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/keys\"}");
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String token(String... roles) {
        return token(key, claims -> claims.claim("roles", List.of(roles)));
    }

    /** A token with claims of the test's choice, signed by this issuer. */
    String token(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return token(key, claims);
    }

    /** Signed by a key that nobody knows. */
    String forged(String... roles) {
        return token(newKey(), claims -> claims.claim("roles", List.of(roles)));
    }

    private String token(RSAKey signer, UnaryOperator<JWTClaimsSet.Builder> claims) {
        JWTClaimsSet.Builder usual = new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject("somebody")
                .audience(AUDIENCE)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims.apply(usual).build());
        try {
            token.sign(new RSASSASigner(signer));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("the-key").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(String path, String json) {
        server.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
