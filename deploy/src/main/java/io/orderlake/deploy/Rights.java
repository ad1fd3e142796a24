package io.orderlake.deploy;

import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What each service may do: the calls that its code makes, on the resources that it uses. */
final class Rights {

    private static final String[] LEASING = {
        "dynamodb:DescribeTable", "dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:DeleteItem"
    };
    private static final String[] READING_STREAMS = {
        "kinesis:DescribeStreamSummary", "kinesis:ListShards", "kinesis:GetShardIterator", "kinesis:GetRecords"
    };
    private static final String[] PUBLISHING = {
        "kinesis:DescribeStreamSummary", "kinesis:ListTagsForStream", "kinesis:PutRecords"
    };
    private static final String[] READING_TABLE_STREAMS = {
        "dynamodb:ListStreams", "dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"
    };
    private static final String[] ICEBERG_CATALOG = {
        "glue:GetDatabase", "glue:GetTable", "glue:CreateTable", "glue:UpdateTable"
    };

    private final Stack stack;
    private final DataStack data;
    private final Tables tables;
    private final boolean rejectsExpire;

    Rights(Stack stack, DataStack data, Tables tables, boolean rejectsExpire) {
        this.stack = stack;
        this.data = data;
        this.tables = tables;
        this.rejectsExpire = rejectsExpire;
    }

    List<PolicyStatement> of(DeployedService service) {
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(metrics());
        statements.addAll(
                switch (service) {
                    case ORDER_WRITER -> orderWriter();
                    case STREAM_RELAY -> relay();
                    case TRANSFORMER -> transformer();
                    case LAKE_WRITER -> lakeWriter();
                    case LAKE_VERIFIER -> lakeVerifier();
                });
        statements.add(key(service));
        return statements;
    }

    private List<PolicyStatement> orderWriter() {
        return List.of(
                // Without the batches of the generator, which is off under profile aws.
                allow(
                        "Orders",
                        List.of(table(Names.ORDERS)),
                        "dynamodb:DescribeTable",
                        "dynamodb:GetItem",
                        "dynamodb:Scan",
                        "dynamodb:PutItem",
                        "dynamodb:DeleteItem"),
                allow(
                        "Versions",
                        List.of(table(Names.VERSIONS)),
                        "dynamodb:DescribeTable",
                        "dynamodb:GetItem",
                        "dynamodb:PutItem",
                        "dynamodb:ConditionCheckItem"),
                allow(
                        "Idempotency",
                        List.of(table(Names.IDEMPOTENCY)),
                        "dynamodb:DescribeTable",
                        "dynamodb:GetItem",
                        "dynamodb:PutItem"));
    }

    private List<PolicyStatement> relay() {
        return List.of(
                allow("Sources", sources(), "dynamodb:DescribeTable"),
                allow("SourceStreams", sourceStreams(), READING_TABLE_STREAMS),
                allow("Leases", List.of(table(Names.RELAY)), LEASING),
                allow("Register", List.of(table(Names.RELAY)), "dynamodb:GetItem", "dynamodb:PutItem"),
                allow("Changes", List.of(stream(Names.CHANGES)), PUBLISHING),
                allow("Originals", objects("oversize/"), "s3:PutObject", "s3:GetObject"),
                allow("Rejects", objects("errors/"), "s3:GetObject"),
                listing("errors/"));
    }

    private List<PolicyStatement> transformer() {
        return List.of(
                allow("Changes", List.of(stream(Names.CHANGES)), READING_STREAMS),
                allow("Leases", List.of(table(Names.TRANSFORMER)), LEASING),
                allow("Events", List.of(stream(Names.EVENTS)), PUBLISHING),
                allow("Originals", objects("oversize/"), "s3:PutObject"));
    }

    private List<PolicyStatement> lakeWriter() {
        List<PolicyStatement> statements = new ArrayList<>(List.of(
                allow("Events", List.of(stream(Names.EVENTS)), READING_STREAMS),
                allow("Leases", List.of(table(Names.LEDGER)), LEASING),
                allow("Ledger", List.of(table(Names.LEDGER)), "dynamodb:GetItem", "dynamodb:PutItem"),
                allow("Landing", objects("landing/", "errors/"), "s3:PutObject", "s3:GetObject"),
                allow("Bucket", List.of(bucket()), "s3:ListBucket", "s3:ListBucketVersions"),
                // The erasure of a person also reads and removes older versions of objects.
                allow(
                        "Erasure",
                        objects("landing/", "errors/", "oversize/"),
                        "s3:GetObjectVersion",
                        "s3:DeleteObjectVersion"),
                allow("ErasedOriginals", objects("oversize/"), "s3:PutObject", "s3:GetObject"),
                allow(
                        "Bronze",
                        objects("lake/bronze/"),
                        "s3:PutObject",
                        "s3:GetObject",
                        "s3:DeleteObject",
                        "s3:AbortMultipartUpload"),
                allow("BronzeCatalog", catalog("bronze"), ICEBERG_CATALOG)));
        if (rejectsExpire) {
            statements.add(allow("Expiry", objects("errors/"), "s3:PutObjectTagging"));
        }
        return statements;
    }

    private List<PolicyStatement> lakeVerifier() {
        return List.of(
                allow("Sources", sources(), "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan"),
                allow("SourceStreams", sourceStreams(), READING_TABLE_STREAMS),
                allow(
                        "Ledgers",
                        List.of(table(Names.LEDGER), table(Names.RELAY), table(Names.TRANSFORMER)),
                        "dynamodb:GetItem",
                        "dynamodb:Query"),
                allow(
                        "Streams",
                        List.of(stream(Names.CHANGES), stream(Names.EVENTS)),
                        "kinesis:ListShards",
                        "kinesis:GetShardIterator",
                        "kinesis:GetRecords"),
                allow("Objects", objects("landing/", "errors/", "oversize/"), "s3:GetObject"),
                listing("landing/", "errors/"));
    }

    /** DynamoDB, Kinesis and S3 use the key on behalf of their caller. No service may use it directly. */
    private PolicyStatement key(DeployedService service) {
        List<String> actions = new ArrayList<>(List.of("kms:Decrypt"));
        if (service != DeployedService.LAKE_VERIFIER) {
            // The DynamoDB guide requires these rights for writers of an encrypted table; producers and S3 need the
            // first one.
            actions.addAll(List.of(
                    "kms:GenerateDataKey", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey"));
        }
        List<String> via = Stream.of("dynamodb", "kinesis", "s3")
                .map(name -> name + "." + stack.getRegion() + ".amazonaws.com")
                .toList();
        return statement("Key", List.of(data.key().getKeyArn()), actions.toArray(String[]::new))
                .conditions(Map.of("StringEquals", Map.of("kms:ViaService", via)))
                .build();
    }

    private static PolicyStatement metrics() {
        return statement("Metrics", List.of("*"), "cloudwatch:PutMetricData")
                .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", Names.METRICS)))
                .build();
    }

    private PolicyStatement listing(String... prefixes) {
        List<String> below = Stream.of(prefixes).map(prefix -> prefix + "*").toList();
        return statement("Listing", List.of(bucket()), "s3:ListBucket")
                .conditions(Map.of("StringLike", Map.of("s3:prefix", below)))
                .build();
    }

    private String bucket() {
        return data.buckets().lake().getBucketArn();
    }

    private List<String> objects(String... prefixes) {
        return Stream.of(prefixes)
                .map(prefix -> data.buckets().lake().arnForObjects(prefix + "*"))
                .toList();
    }

    private String table(String name) {
        return data.table(name).getTableArn();
    }

    private String stream(String name) {
        return data.stream(name).getStreamArn();
    }

    /** By name, because tables other than the order writer's belong to other stacks. */
    private List<String> sources() {
        return tables.all().stream().map(TableSpec::source).map(this::source).toList();
    }

    /** A stream's name ends with the time of its creation. The relay reads older streams to their end. */
    private List<String> sourceStreams() {
        return sources().stream().map(table -> table + "/stream/*").toList();
    }

    private String source(String table) {
        return StackArns.of(stack, "dynamodb", "table", table);
    }

    private List<String> catalog(String database) {
        return List.of(
                StackArns.plain(stack, "glue", "catalog"),
                StackArns.of(stack, "glue", "database", database),
                StackArns.of(stack, "glue", "table", database + "/*"));
    }

    private static PolicyStatement allow(String sid, List<String> resources, String... actions) {
        return statement(sid, resources, actions).build();
    }

    private static PolicyStatement.Builder statement(String sid, List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(List.of(actions))
                .resources(resources);
    }
}
