package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;

/** A pod gets the role of its service account (IRSA) as a token in a file. STS exchanges the token for credentials. */
class CredentialsTest {

    private static final String ANSWER = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult>
                <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/orderlake/pod</Arn>
                  <AssumedRoleId>A:pod</AssumedRoleId></AssumedRoleUser>
                <Credentials><AccessKeyId>of-the-role</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                  <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
              </AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>
            """;

    @TempDir
    Path folder;

    private HttpServer sts;

    @BeforeEach
    void startSts() throws IOException {
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", exchange -> {
            byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        sts.start();
        System.setProperty("aws.region", "us-east-1");
        System.setProperty(
                "aws.endpointUrlSts", "http://127.0.0.1:" + sts.getAddress().getPort());
    }

    @AfterEach
    void stopSts() {
        System.clearProperty("aws.region");
        System.clearProperty("aws.endpointUrlSts");
        sts.stop(0);
    }

    @Test
    void aServiceTakesOnTheRoleOfItsServiceAccount() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "the cluster's word for the pod");

        try (WebIdentityTokenFileCredentialsProvider role = WebIdentityTokenFileCredentialsProvider.builder()
                .roleArn("arn:aws:iam::123456789012:role/orderlake")
                .webIdentityTokenFile(token)
                .build()) {
            assertThat(role.resolveCredentials().accessKeyId()).isEqualTo("of-the-role");
        }
    }
}
