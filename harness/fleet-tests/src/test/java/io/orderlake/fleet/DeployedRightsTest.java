package io.orderlake.fleet;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the published roles of the deployed services with the AWS calls that the services' classes make. */
class DeployedRightsTest {

    /** Calls that create missing resources, which services do not do under profile aws, and calls of Firehose. */
    private static final Set<String> NEVER_ON_AWS = Set.of(
            "dynamodb:CreateTable",
            "dynamodb:UpdateTimeToLive",
            "dynamodb:BatchWriteItem",
            "s3:CreateBucket",
            "s3:PutLifecycleConfiguration",
            "s3:GetLifecycleConfiguration",
            "firehose:PutRecordBatch");

    /** Calls whose name differs from the name of the right. */
    private static final Map<String, List<String>> RIGHTS = Map.ofEntries(
            entry("s3:GetObjectAsBytes", List.of("s3:GetObject")),
            entry("s3:ListObjectsV2", List.of("s3:ListBucket")),
            entry("s3:ListObjectsV2Paginator", List.of("s3:ListBucket")),
            entry("s3:ListObjectVersions", List.of("s3:ListBucketVersions")),
            entry("s3:ListObjectVersionsPaginator", List.of("s3:ListBucketVersions")),
            // No service deletes an object itself, but erasure deletes versions of it.
            entry("s3:DeleteObject", List.of("s3:DeleteObjectVersion")),
            entry("s3:HeadBucket", List.of("s3:ListBucket")),
            entry("s3:PutBucketLifecycleConfiguration", List.of("s3:PutLifecycleConfiguration")),
            entry("s3:GetBucketLifecycleConfiguration", List.of("s3:GetLifecycleConfiguration")),
            entry("dynamodb:QueryPaginator", List.of("dynamodb:Query")),
            // A transaction needs the rights of the operations that it contains.
            entry("dynamodb:TransactWriteItems", List.of("dynamodb:PutItem")));

    private static final Set<String> NO_CALLS = Set.of("Waiter", "Close", "ServiceName", "Utilities");

    /** The calls of the verifier are those of the judge, which is a module of its own. */
    @ParameterizedTest
    @CsvSource({
        "order-writer-service, io.orderlake.orderwriter",
        "stream-relay-service, io.orderlake.relay",
        "transformer-service, io.orderlake.transformer",
        "lake-writer-service, io.orderlake.lakewriter",
        "lake-verifier-service, io.orderlake.proof"
    })
    void aRoleHasTheRightsOfAllCallsThatItsServiceMakes(String service, String packageName) throws IOException {
        Set<String> called = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(packageName).stream()
                        .flatMap(from -> from.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isAssignableTo(SdkClient.class))
                        .flatMap(DeployedRightsTest::rights)
                        .collect(Collectors.toCollection(TreeSet::new));
        called.removeAll(NEVER_ON_AWS);
        assertThat(called).isNotEmpty();
        assertThat(actions(service)).containsAll(called);
    }

    private static Stream<String> rights(JavaMethodCall call) {
        String name = call.getName();
        String action = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        if (NO_CALLS.contains(action)) {
            return Stream.empty();
        }
        String right = prefix(call.getTargetOwner()) + ":" + action;
        return RIGHTS.getOrDefault(right, List.of(right)).stream();
    }

    private static String prefix(JavaClass client) {
        String name = client.getSimpleName().toLowerCase(Locale.ROOT);
        return name.startsWith("dynamodb")
                ? "dynamodb"
                : name.replace("async", "").replace("client", "");
    }

    private static Set<String> actions(String service) throws IOException {
        JsonNode resources = new JsonMapper()
                .readTree(Path.of("..", "..", "deploy", "templates", "prod", "fleet.json")
                        .toFile())
                .path("Resources");
        String role = roleOf(service, resources);
        return resources.values().stream()
                .filter(resource ->
                        resource.at("/Properties/Roles/0/Ref").asString("").equals(role))
                .flatMap(policy -> policy.at("/Properties/PolicyDocument/Statement").values().stream())
                .flatMap(statement -> texts(statement.path("Action")))
                .collect(Collectors.toSet());
    }

    private static String roleOf(String service, JsonNode resources) {
        return resources.values().stream()
                .filter(resource ->
                        resource.at("/Properties/Family").asString("").equals(service))
                .map(task -> task.at("/Properties/TaskRoleArn/Fn::GetAtt/0").asString())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> texts(JsonNode oneOrMany) {
        return oneOrMany.isArray()
                ? oneOrMany.values().stream().map(JsonNode::asString)
                : Stream.of(oneOrMany.asString());
    }
}
