package io.orderlake.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.glue.CfnSecurityConfiguration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/**
 * The Spark job on Glue 5.1: the job jar of module lakehouse, under {@code jobs/} of the lake's bucket. Each run gets
 * one argument, {@code --options}, because Glue adds arguments of its own to those of the run.
 */
final class GlueLakehouseJob {

    /** The argument that holds all options of a run. */
    static final String OPTIONS = "--options";

    private static final String MAIN = "io.orderlake.lakehouse.GlueJob";
    private static final int TIMEOUT_MINUTES = 120;
    private static final String[] TABLES = {"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"
    };
    private static final String[] CATALOG = {
        "glue:GetDatabase",
        "glue:GetDatabases",
        "glue:GetTable",
        "glue:GetTables",
        "glue:CreateTable",
        "glue:UpdateTable",
        "glue:DeleteTable"
    };
    private static final String[] LOGS = {
        "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"
    };

    private final Stack stack;
    private final DataStack data;
    private final CfnJob job;

    GlueLakehouseJob(Stack stack, Environment environment, DataStack data) {
        this.stack = stack;
        this.data = data;
        CfnSecurityConfiguration encryption = encryption();
        job = CfnJob.Builder.create(stack, "Job")
                .name(Names.JOB)
                .description("Silver, gold and upkeep")
                .role(role().getRoleArn())
                .glueVersion("5.1")
                .workerType("G.1X")
                .numberOfWorkers(environment.lakehouse().workers())
                .timeout(TIMEOUT_MINUTES)
                // The schedule retries a run. A retry by Glue itself would hide the first error.
                .maxRetries(0)
                .executionProperty(CfnJob.ExecutionPropertyProperty.builder()
                        .maxConcurrentRuns(1)
                        .build())
                .securityConfiguration(encryption.getName())
                .command(CfnJob.JobCommandProperty.builder()
                        .name("glueetl")
                        .scriptLocation(jobs("glue-job.scala"))
                        .build())
                .defaultArguments(arguments())
                .build();
        job.addResourceDependency(encryption);
    }

    String name() {
        return Names.JOB;
    }

    /** The options of a run: its jobs, and the catalog, which all runs share. */
    String options(String jobs) {
        String bucket = data.buckets().lake().getBucketName();
        return "--job " + jobs + " --catalog lake --catalog-option type=glue,io-impl=org.apache.iceberg.aws.s3.S3FileIO"
                + " --warehouse s3://" + bucket + "/lake";
    }

    private Map<String, String> arguments() {
        return Map.of(
                "--job-language",
                "scala",
                "--class",
                MAIN,
                "--extra-jars",
                jobs("lakehouse-job.jar"),
                "--datalake-formats",
                "iceberg",
                "--enable-metrics",
                "true",
                "--enable-observability-metrics",
                "true",
                "--job-bookmark-option",
                "job-bookmark-disable",
                OPTIONS,
                options("silver,gold"));
    }

    private String jobs(String file) {
        return data.buckets().lake().s3UrlForObject("jobs/" + file);
    }

    private CfnSecurityConfiguration encryption() {
        String key = data.key().getKeyArn();
        return CfnSecurityConfiguration.Builder.create(stack, "Encryption")
                .name("orderlake")
                .encryptionConfiguration(CfnSecurityConfiguration.EncryptionConfigurationProperty.builder()
                        .cloudWatchEncryption(CfnSecurityConfiguration.CloudWatchEncryptionProperty.builder()
                                .cloudWatchEncryptionMode("SSE-KMS")
                                .kmsKeyArn(key)
                                .build())
                        .jobBookmarksEncryption(CfnSecurityConfiguration.JobBookmarksEncryptionProperty.builder()
                                .jobBookmarksEncryptionMode("CSE-KMS")
                                .kmsKeyArn(key)
                                .build())
                        .s3Encryptions(List.of(CfnSecurityConfiguration.S3EncryptionProperty.builder()
                                .s3EncryptionMode("SSE-KMS")
                                .kmsKeyArn(key)
                                .build()))
                        .build())
                .build();
    }

    private Role role() {
        Role role = Role.Builder.create(stack, "JobRole")
                .assumedBy(new ServicePrincipal("glue.amazonaws.com"))
                .description("The lakehouse's Glue job")
                .build();
        statements().forEach(role::addToPolicy);
        Reasons.narrowWildcards(
                role,
                "Objects under a prefix, the tables of our layers, Glue's log groups, and metrics of Glue's namespace.");
        return role;
    }

    private List<PolicyStatement> statements() {
        String lake = data.buckets().lake().getBucketArn();
        return List.of(
                allow("Jobs", List.of(lake + "/jobs/*", lake + "/landing/*"), "s3:GetObject"),
                allow("Tables", List.of(lake + "/lake/*"), TABLES),
                allow("Bucket", List.of(lake), "s3:ListBucket", "s3:GetBucketLocation"),
                allow("Catalog", catalog(), CATALOG),
                allow("Key", List.of(data.key().getKeyArn()), "kms:Decrypt", "kms:GenerateDataKey"),
                allow("Logs", List.of(StackArns.colon(stack, "logs", "log-group", "/aws-glue/jobs/*")), LOGS),
                metrics());
    }

    private static PolicyStatement metrics() {
        return PolicyStatement.Builder.create()
                .sid("Metrics")
                .actions(List.of("cloudwatch:PutMetricData"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", "Glue")))
                .build();
    }

    private List<String> catalog() {
        List<String> arns = new java.util.ArrayList<>(List.of(
                StackArns.plain(stack, "glue", "catalog"),
                // Spark checks whether a default database exists.
                StackArns.of(stack, "glue", "database", "default")));
        for (String layer : LakehouseStack.LAYERS) {
            arns.add(StackArns.of(stack, "glue", "database", layer));
            arns.add(StackArns.of(stack, "glue", "table", layer + "/*"));
        }
        return arns;
    }

    private static PolicyStatement allow(String sid, List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(List.of(actions))
                .resources(resources)
                .build();
    }
}
