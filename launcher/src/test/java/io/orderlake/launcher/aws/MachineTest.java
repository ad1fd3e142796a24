package io.orderlake.launcher.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.aws.FakeCheckout.Npx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withoutNodeTheErrorSaysWhatToInstall() {
        FakeCheckout checkout = new FakeCheckout(folder).withNpx(Npx.SUCCEEDS);
        refused(checkout.variables(), "Cannot find node on the PATH", "Node.js 20 or newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v18.20.4", "v9.0.0", "nonsense"})
    void anOlderNodeIsRefused(String version) {
        FakeCheckout checkout = new FakeCheckout(folder).withNode(version).withNpx(Npx.SUCCEEDS);
        refused(checkout.variables(), "expected Node.js 20 or newer but was " + version);
    }

    @Test
    void theErrorNamesAMissingNpx() {
        refused(new FakeCheckout(folder).withNode("v22.0.0").variables(), "Cannot find npx on the PATH");
    }

    @Test
    void withoutCredentialsTheErrorNamesTheirPlaces() {
        Map<String, String> variables = new HashMap<>(complete().nobody());
        variables.put("AWS_REGION", "eu-central-1");
        refused(variables, "Cannot find AWS credentials", "AWS_ACCESS_KEY_ID", folder + "/.aws/credentials");
        assertThatCode(() -> new Machine(variables, () -> true).check())
                .as("on a machine with a role")
                .doesNotThrowAnyException();
    }

    @Test
    void withoutARegionTheErrorNamesTheVariable() {
        Map<String, String> variables = complete().variables();
        variables.remove("AWS_REGION");
        refused(variables, "Cannot determine the AWS region", "AWS_REGION");
    }

    @Test
    void aProfileGivesCredentialsAndRegion() {
        FakeCheckout checkout = complete().withFile(".aws/config", """
                        [profile team]
                        sso_account_id = 123456789012
                        region = eu-north-1
                        """);
        Map<String, String> variables = new HashMap<>(checkout.nobody());
        variables.put("AWS_PROFILE", "team");
        Machine machine = new Machine(variables, () -> false);
        machine.check();
        assertThat(machine.region()).contains("eu-north-1");
        variables.put("AWS_PROFILE", "other");
        refused(variables, "profile other");
    }

    private FakeCheckout complete() {
        return new FakeCheckout(folder).withNode("v20.0.0").withNpx(Npx.SUCCEEDS);
    }

    private static void refused(Map<String, String> variables, String... words) {
        assertThatThrownBy(() -> new Machine(variables, () -> false).check())
                .isInstanceOf(UserError.class)
                .message()
                .contains(words);
    }
}
