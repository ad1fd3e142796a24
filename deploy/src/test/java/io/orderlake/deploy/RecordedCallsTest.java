package io.orderlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares the roles with the calls of a running fleet, recorded in {@code harness/benchmarks/calls.json}. Each right beyond
 * the recorded calls is listed here with its reason.
 */
class RecordedCallsTest {

    /** The recorded fleet writes with the generator, which is off under profile aws. */
    private static final Set<String> NEVER_ON_AWS = Set.of("dynamodb:BatchWriteItem");

    private static final String START = "once at start-up, before the recording begins";
    private static final String READING =
            "where the reading of a shard begins, before the recording, and after its iterator expired";
    private static final String API = "the REST API, which the recording's generator passes by";
    private static final String LEASES = "a shard that was read to its end gives up its lease";
    private static final String ORIGINALS = "originals of what is too large for a stream";
    private static final String REDRIVE = "redrive reads rejects and originals";
    private static final String REJECTS = "rejects, of which the recording has none";
    private static final String RECOVERY = "a claim that another began is finished from its landing objects";
    private static final String ERASURE = "takes a person out of objects and their older versions";
    private static final String BRONZE = "commits to Iceberg, which the recording is without";
    private static final String PROOF = "the verifier, which the recording is without";
    private static final String KEY = "what DynamoDB, Kinesis and S3 encrypt, in the caller's name";
    private static final String METRICS = "metrics to CloudWatch, which one machine has none of";

    /** Rights beyond the recording, with their reasons. */
    private static Map<String, String> reasons(DeployedService service) {
        Map<String, String> reasons = new TreeMap<>();
        reasons.put("cloudwatch:PutMetricData on *", METRICS);
        reasons.put("kms:Decrypt on key", KEY);
        if (service != DeployedService.LAKE_VERIFIER) {
            List.of("GenerateDataKey", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "DescribeKey")
                    .forEach(action -> reasons.put("kms:" + action + " on key", KEY));
        }
        reasons.putAll(
                switch (service) {
                    case ORDER_WRITER -> orderWriter();
                    case STREAM_RELAY -> relay();
                    case TRANSFORMER -> transformer();
                    case LAKE_WRITER -> lakeWriter();
                    case LAKE_VERIFIER -> lakeVerifier();
                });
        return reasons;
    }

    private static Map<String, String> orderWriter() {
        Map<String, String> reasons = new TreeMap<>();
        for (String table : List.of(Names.ORDERS, Names.VERSIONS, Names.IDEMPOTENCY)) {
            reasons.put("dynamodb:DescribeTable on " + table, START);
            reasons.put("dynamodb:GetItem on " + table, API);
        }
        reasons.put("dynamodb:Scan on " + Names.ORDERS, API);
        reasons.put("dynamodb:DeleteItem on " + Names.ORDERS, "the delete of an order, in a transaction");
        reasons.put("dynamodb:PutItem on " + Names.VERSIONS, "the recording names a transaction by its first table");
        reasons.put("dynamodb:ConditionCheckItem on " + Names.VERSIONS, "the same: " + API);
        reasons.put("dynamodb:PutItem on " + Names.IDEMPOTENCY, API);
        return reasons;
    }

    private static Map<String, String> relay() {
        return Map.of(
                "dynamodb:DeleteItem on " + Names.RELAY,
                LEASES,
                "dynamodb:PutItem on " + Names.RELAY,
                "a table's stream that is new is registered",
                "dynamodb:GetShardIterator on " + Names.ORDERS + "/stream/*",
                READING,
                "kinesis:DescribeStreamSummary on " + Names.CHANGES,
                START,
                "kinesis:ListTagsForStream on " + Names.CHANGES,
                START,
                "s3:PutObject on oversize/*",
                ORIGINALS,
                "s3:GetObject on oversize/*",
                REDRIVE,
                "s3:GetObject on errors/*",
                REDRIVE,
                "s3:ListBucket on bucket",
                REDRIVE);
    }

    private static Map<String, String> transformer() {
        return Map.of(
                "dynamodb:DeleteItem on " + Names.TRANSFORMER,
                LEASES,
                "dynamodb:DescribeTable on " + Names.TRANSFORMER,
                START,
                "kinesis:DescribeStreamSummary on " + Names.EVENTS,
                START,
                "kinesis:ListTagsForStream on " + Names.EVENTS,
                START,
                "kinesis:GetShardIterator on " + Names.CHANGES,
                READING,
                "s3:PutObject on oversize/*",
                ORIGINALS);
    }

    private static Map<String, String> lakeWriter() {
        Map<String, String> reasons = new TreeMap<>();
        reasons.put("dynamodb:DeleteItem on " + Names.LEDGER, LEASES);
        reasons.put("dynamodb:DescribeTable on " + Names.LEDGER, START);
        reasons.put("dynamodb:GetItem on " + Names.LEDGER, RECOVERY);
        reasons.put("kinesis:GetShardIterator on " + Names.EVENTS, READING);
        reasons.put("s3:ListBucket on bucket", START);
        reasons.put("s3:GetObject on landing/*", RECOVERY);
        reasons.put("s3:PutObject on errors/*", REJECTS);
        reasons.put("s3:GetObject on errors/*", RECOVERY);
        reasons.put("s3:ListBucketVersions on bucket", ERASURE);
        for (String prefix : List.of("landing/*", "errors/*", "oversize/*")) {
            reasons.put("s3:GetObjectVersion on " + prefix, ERASURE);
            reasons.put("s3:DeleteObjectVersion on " + prefix, ERASURE);
        }
        reasons.put("s3:GetObject on oversize/*", ERASURE);
        reasons.put("s3:PutObject on oversize/*", ERASURE);
        for (String action : List.of("Put", "Get", "Delete")) {
            reasons.put("s3:" + action + "Object on lake/bronze/*", BRONZE);
        }
        reasons.put("s3:AbortMultipartUpload on lake/bronze/*", BRONZE);
        for (String action : List.of("GetDatabase", "GetTable", "CreateTable", "UpdateTable")) {
            // Glue requires the right on the database and the catalog of the table, too.
            List.of("catalog", "database/bronze", "table/bronze/*")
                    .forEach(on -> reasons.put("glue:" + action + " on " + on, BRONZE));
        }
        return reasons;
    }

    private static Map<String, String> lakeVerifier() {
        Map<String, String> reasons = new TreeMap<>();
        List.of("DescribeTable", "GetItem", "Scan")
                .forEach(action -> reasons.put("dynamodb:" + action + " on " + Names.ORDERS, PROOF));
        List.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords")
                .forEach(action -> reasons.put("dynamodb:" + action + " on " + Names.ORDERS + "/stream/*", PROOF));
        for (String table : List.of(Names.LEDGER, Names.RELAY, Names.TRANSFORMER)) {
            reasons.put("dynamodb:GetItem on " + table, PROOF);
            reasons.put("dynamodb:Query on " + table, PROOF);
        }
        for (String stream : List.of(Names.CHANGES, Names.EVENTS)) {
            List.of("ListShards", "GetShardIterator", "GetRecords")
                    .forEach(action -> reasons.put("kinesis:" + action + " on " + stream, PROOF));
        }
        List.of("landing/*", "errors/*", "oversize/*")
                .forEach(prefix -> reasons.put("s3:GetObject on " + prefix, PROOF));
        reasons.put("s3:ListBucket on bucket", PROOF);
        return reasons;
    }

    /** An action on a resource, with the short name of the resource. */
    private record Right(String action, String on) {

        @Override
        public String toString() {
            return action + " on " + on;
        }
    }

    @ParameterizedTest
    @EnumSource(DeployedService.class)
    void eachRecordedCallIsAllowedByTheRoleOfItsService(DeployedService service) {
        assertThat(granted(service)).containsAll(recorded(service));
    }

    @ParameterizedTest
    @EnumSource(DeployedService.class)
    void eachRightBeyondTheRecordingHasItsReason(DeployedService service) {
        Set<String> beyond = new TreeSet<>();
        Set<Right> recorded = recorded(service);
        granted(service).stream()
                .filter(right -> !recorded.contains(right))
                .forEach(right -> beyond.add(right.toString()));
        assertThat(reasons(service)).containsOnlyKeys(beyond);
    }

    @Test
    void theRecordingContainsAllServicesButTheVerifier() {
        assertThat(DeployedService.values())
                .filteredOn(service -> recorded(service).isEmpty())
                .containsExactly(DeployedService.LAKE_VERIFIER);
    }

    private static Set<Right> recorded(DeployedService service) {
        JsonNode runs = Synthesized.read(Path.of("..", "harness", "benchmarks", "calls.json"))
                .required("runs");
        return StreamSupport.stream(runs.spliterator(), false)
                .flatMap(run -> StreamSupport.stream(run.required("calls").spliterator(), false))
                .filter(call -> call.required("client").asText().equals(service.image()))
                .map(RecordedCallsTest::right)
                .filter(right -> !NEVER_ON_AWS.contains(right.action()))
                .collect(Collectors.toSet());
    }

    private static Right right(JsonNode call) {
        String client = call.required("service").asText();
        String operation = call.required("operation").asText();
        String on = call.required("resource").asText();
        return switch (client) {
            case "dynamodbstreams" -> new Right("dynamodb:" + operation, on + "/stream/*");
            case "s3" -> new Right("s3:" + operation, on.substring(on.indexOf('/') + 1) + "/*");
            // A transaction needs the rights of the operations that it contains.
            default -> new Right(client + ":" + (operation.equals("TransactWriteItems") ? "PutItem" : operation), on);
        };
    }

    private static Set<Right> granted(DeployedService service) {
        Set<Right> rights = new LinkedHashSet<>();
        for (JsonNode statement : RightsTest.ofTask(service)) {
            for (String action : RightsTest.actions(statement)) {
                RightsTest.resources(statement)
                        .forEach(resource -> rights.add(new Right(action, RightsTest.named(resource))));
            }
        }
        return rights;
    }
}
