package io.orderlake.launcher.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.aws.FakeCheckout.Npx;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {

    private static final @Nullable BufferedReader AGREED = null;
    private static final String CDK = "--yes aws-cdk@" + Cdk.VERSION + " ";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path folder = Path.of("");

    private FakeCheckout checkout = new FakeCheckout(Path.of("target/none"));

    @BeforeEach
    void aMachineThatCanDeploy() {
        checkout = new FakeCheckout(folder).withNode("v20.1.0").withNpx(Npx.SUCCEEDS);
    }

    @Test
    void deployRunsThePinnedCdkInDeployWithEnvironmentParametersAndContext() {
        int code = deployment("staging", checkout.variables(), "tables=/t.yml")
                .deploy(List.of("network", "data"), List.of("fleet:Version=1"), AGREED);
        assertThat(code).isZero();
        assertThat(checkout.calls())
                .containsExactly(CDK + "deploy network data --context environment=staging --context tables=/t.yml"
                        + " --parameters fleet:Version=1 --outputs-file "
                        + checkout.state().resolve("staging-outputs.new.json") + " --require-approval never");
        assertThat(checkout.read("npx.folder").strip()).endsWith("home/deploy");
        assertThat(text())
                .contains("staging", "eu-central-1", "orderlake-staging-data")
                .doesNotContain("-fleet");
    }

    @Test
    void withoutNamesAllStacksAreDeployed() {
        dev().deploy(List.of(), List.of(), AGREED);
        assertThat(checkout.calls()).singleElement().asString().startsWith(CDK + "deploy --all --context");
    }

    @Test
    void afterAYesTheCdkStillAsksForChangedPermissions() {
        assertThat(dev().deploy(List.of(), List.of(), answer("yes"))).isZero();
        assertThat(checkout.calls()).singleElement().asString().doesNotContain("require-approval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no\n", "y\n"})
    void withoutAYesNothingIsBuiltOrDeployed(String answer) {
        checkout.withMaven("echo built >\"$HOME/built\"");
        assertThat(dev().deploy(List.of(), List.of(), answer(answer))).isEqualTo(1);
        assertThat(checkout.calls()).isEmpty();
        assertThat(checkout.has("built")).isFalse();
        assertThat(text()).contains("Nothing was changed");
    }

    @Test
    void theExitCodeOfTheCdkIsPassedOn() {
        checkout.withNpx(Npx.FAILS_WITH_7);
        assertThat(dev().deploy(List.of(), List.of(), AGREED)).isEqualTo(7);
        assertThat(dev().destroy(AGREED)).isEqualTo(7);
        assertThat(dev().status()).isEqualTo(7);
    }

    @Test
    void statusListsTheStacksAndThenTheChanges() {
        assertThat(dev().status()).isZero();
        assertThat(checkout.calls())
                .containsExactly(
                        CDK + "list --context environment=dev",
                        CDK + "diff --context environment=dev --method template");
    }

    @Test
    void destroyAsksForTheNameOfTheEnvironment() {
        Deployment prod = deployment("prod", checkout.variables());
        assertThat(prod.destroy(answer("yes"))).isEqualTo(1);
        assertThat(checkout.calls()).isEmpty();
        assertThat(prod.destroy(answer("prod"))).isZero();
        assertThat(checkout.calls()).containsExactly(CDK + "destroy --all --context environment=prod --force");
    }

    @Test
    void destroyListsWhatAwsKeeps() {
        deployment("prod", checkout.variables()).destroy(answer(""));
        assertThat(text()).contains("orderlake-prod-fleet", "Stays on AWS:", "retains", "termination protection");
        dev().destroy(answer(""));
        assertThat(text()).contains("buckets that are not empty");
    }

    @Test
    void theErrorOfAFailedBuildContainsTheEndOfItsLog() {
        checkout.withMaven("echo no compiler; exit 1");
        assertThatThrownBy(() -> dev().status())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot build deploy")
                .hasMessageContaining("no compiler");
        assertThat(checkout.calls()).isEmpty();
    }

    @Test
    void valuesContainTheOutputsOfSeveralDeployments() {
        checkout.withNpx(Npx.TELLS_OUTPUTS);
        checkout.withOutputs(SampleOutputs.DATA);
        dev().deploy(List.of("data"), List.of(), AGREED);
        assertThatThrownBy(() -> dev().values()).hasMessageContaining("OrderWriterRoleArn of stack fleet");
        checkout.withOutputs(SampleOutputs.FLEET);
        dev().deploy(List.of("fleet"), List.of(), AGREED);
        assertThat(dev().values()).isEqualTo(SampleOutputs.values());
    }

    @Test
    void anEmptyOutputsFileDoesNotHideTheKnownOutputs() {
        checkout.withNpx(Npx.TELLS_OUTPUTS);
        checkout.withOutputs(SampleOutputs.DATA);
        dev().deploy(List.of(), List.of(), AGREED);
        checkout.withOutputs(SampleOutputs.FLEET);
        dev().deploy(List.of(), List.of(), AGREED);
        checkout.withOutputs("");
        assertThat(dev().deploy(List.of(), List.of(), AGREED)).isZero();
        assertThat(dev().values()).isEqualTo(SampleOutputs.values());
    }

    @Test
    void withoutOutputsTheErrorNamesTheCommandThatWritesThem() {
        assertThatThrownBy(() -> deployment("prod", checkout.variables()).values())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("./orderlake aws deploy --environment prod");
    }

    /** Runs in a process of its own, because the test ends that process. */
    @Test
    void ctrlCEndsTheChildAndWhatItStarted() throws Exception {
        checkout.withNpx(Npx.WAITS);
        Process launcher = launcher("aws", "deploy", "data", "--yes", "--images=7", "--oidc-provider=arn");
        try {
            await().atMost(2, TimeUnit.MINUTES)
                    .until(() ->
                            checkout.has("npx.pid") && checkout.read("npx.pid").endsWith("\n"));
            assertThat(checkout.calls())
                    .singleElement()
                    .asString()
                    .startsWith(CDK + "deploy data --context environment=dev --context oidc-provider=arn"
                            + " --context namespace=orderlake --parameters fleet:Version=7 --outputs-file ");
            List<ProcessHandle> started = launcher.descendants().toList();
            assertThat(started).hasSizeGreaterThanOrEqualTo(2);
            new ProcessBuilder("kill", "-INT", Long.toString(launcher.pid()))
                    .start()
                    .waitFor();
            assertThat(launcher.waitFor(1, TimeUnit.MINUTES)).isTrue();
            await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            launcher.destroyForcibly();
            if (checkout.has("npx.pid")) {
                ProcessHandle.of(Long.parseLong(checkout.read("npx.pid").strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private Process launcher(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorderlake.home=" + checkout.home(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.orderlake.launcher.Orderlake"));
        command.addAll(List.of(arguments));
        command.add("--state=" + checkout.state());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().clear();
        builder.environment().putAll(checkout.variables());
        return builder.start();
    }

    private Deployment dev() {
        return deployment("dev", checkout.variables());
    }

    private Deployment deployment(String environment, Map<String, String> variables, String... context) {
        return new Deployment(
                environment,
                new Machine(variables, () -> false),
                checkout.home(),
                checkout.state(),
                List.of(context),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static BufferedReader answer(String text) {
        return new BufferedReader(new StringReader(text));
    }
}
