package io.orderlake.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The GitHub workflow that forks run cannot run here. Checks that everything it names exists, and that it asks for no unnecessary permission. */
class UsersWorkflowTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> PHASES = Set.of("test", "package", "verify");
    private static final String PUBLISHING = "publish";

    private final JsonNode workflow = new YAMLMapper().readTree(ROOT.resolve(".github/workflows/build.yml"));

    @Test
    void runsOnPushesPullRequestsAndTags() {
        // YAML 1.1 reads "on" as true; Jackson reads it as text.
        assertThat(workflow.path("on").propertyNames()).contains("push", "pull_request");
        assertThat(workflow.path("on").path("push").path("tags").toString()).contains("v*");
        assertThat(workflow.path("concurrency").path("group").asString("")).contains("github.ref");
    }

    @Test
    void hasOnlyReadPermissionUnlessAJobAsksForMore() {
        assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        for (Entry<String, JsonNode> job : jobs()) {
            JsonNode rights = job.getValue().path("permissions");
            List<String> writes = rights.propertyStream()
                    .filter(right -> right.getValue().asString("").equals("write"))
                    .map(Entry::getKey)
                    .toList();
            assertThat(writes)
                    .as(job.getKey())
                    .isSubsetOf(
                            switch (job.getKey()) {
                                case "scan" -> Set.of("security-events");
                                case PUBLISHING -> Set.of("packages");
                                default -> Set.of();
                            });
            assertThat(job.getValue().path("timeout-minutes").asInt(0))
                    .as(job.getKey())
                    .isPositive();
        }
    }

    @Test
    void usesActionsOfAPinnedVersionAndNoSecretOfItsOwn() throws Exception {
        for (JsonNode step :
                jobs().stream().flatMap(job -> steps(job.getValue())).toList()) {
            if (step.has("uses")) {
                assertThat(step.path("uses").asString("")).matches("[\\w-]+/[\\w-]+(/[\\w-]+)?@v\\d+(\\.\\d+)*");
            }
        }
        String text = Files.readString(ROOT.resolve(".github/workflows/build.yml"));
        assertThat(text.replace("secrets.GITHUB_TOKEN", "")).doesNotContain("secrets.");
    }

    @Test
    void publishesOnlyOnTagsAndAfterAllOtherJobs() {
        JsonNode publish = workflow.path("jobs").path(PUBLISHING);
        assertThat(publish.path("if").asString("")).contains("refs/tags/v");
        assertThat(publish.path("needs").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("test", "newer-java", "scan");
        assertThat(workflow.path("jobs").propertyNames()).contains("test", "newer-java", "scan");
    }

    @Test
    void runsTheTestsAndTheDemoOfTheProject() {
        assertThat(commands("test")).contains("./mvnw -B -ntp verify", "./orderlake demo --orders 300 --json");
        jobs().stream()
                .filter(job -> !job.getKey().equals(PUBLISHING))
                .forEach(job -> commands(job.getKey()).forEach(UsersWorkflowTest::exists));
    }

    @Test
    void publishedArtifactsExist() {
        assumeTrue(Files.isDirectory(ROOT.resolve("k8s/charts/orderlake")), "this tree has neither images nor charts");
        assertThat(commands(PUBLISHING)).anyMatch(command -> command.contains("helm package k8s/charts/orderlake"));
        commands(PUBLISHING).forEach(UsersWorkflowTest::exists);
    }

    /** Checks commands of this project: Maven and the launcher must accept them. */
    private static void exists(String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.trim().split("\\s+")));
        words.removeIf(word -> word.matches("[A-Z_]+=.*"));
        String program = words.remove(0);
        if (program.equals("./mvnw")) {
            assertThat(ROOT.resolve(program)).isExecutable();
            assertThat(words.stream().filter(word -> !word.startsWith("-")))
                    .as(command)
                    .isNotEmpty()
                    .isSubsetOf(PHASES);
        } else if (program.equals("./orderlake")) {
            assertThatCode(() -> Orderlake.commandLine().parseArgs(words.toArray(String[]::new)))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    private List<String> commands(String job) {
        return steps(workflow.path("jobs").path(job))
                .filter(step -> step.has("run"))
                .flatMap(step -> step.path("run").asString("").lines())
                .toList();
    }

    private List<Entry<String, JsonNode>> jobs() {
        List<Entry<String, JsonNode>> jobs =
                workflow.path("jobs").propertyStream().toList();
        assertThat(jobs).isNotEmpty();
        return jobs;
    }

    private static Stream<JsonNode> steps(JsonNode job) {
        return job.path("steps").valueStream();
    }
}
