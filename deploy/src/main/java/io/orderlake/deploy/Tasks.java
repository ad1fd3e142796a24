package io.orderlake.deploy;

import io.orderlake.contract.Tables;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** Task definitions: the service's container, its role, and for the order writer a proxy that requires a token. */
final class Tasks {

    /** The port of the proxy. */
    static final int PROXY_PORT = 8000;

    private static final String PROXY_IMAGE = "public.ecr.aws/nginx/nginx-unprivileged:1.29-alpine";
    private static final int STOP_SECONDS = 60;

    private final Stack stack;
    private final DataStack data;
    private final Environment environment;
    private final String version;
    private final Rights rights;
    private final Arguments arguments;

    Tasks(Stack stack, Environment environment, DataStack data, Tables tables, String version) {
        this.stack = stack;
        this.data = data;
        this.environment = environment;
        this.version = version;
        rights = new Rights(stack, data, tables, environment.rejectDays().isPresent());
        arguments = new Arguments(stack.getRegion(), data.buckets().lake().getBucketName(), environment);
    }

    FargateTaskDefinition of(DeployedService service) {
        boolean proxied = service == DeployedService.ORDER_WRITER;
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, service.text() + "-task")
                .family(service.text())
                .cpu(service.cpu())
                .memoryLimitMiB(service.memory())
                .build();
        LogDriver logs = logs(service);
        // The proxy comes first, because it is the container that the load balancer calls.
        if (proxied) {
            addProxy(task, logs);
        }
        addService(task, service, logs);
        rights.of(service).forEach(task::addToTaskRolePolicy);
        addReasons(task);
        return task;
    }

    private static void addReasons(FargateTaskDefinition task) {
        Reasons.narrowWildcards(
                task.getTaskRole(),
                "Objects under a prefix, earlier streams of a table, and metrics of our own namespace.");
        Reasons.narrowWildcards(
                task.obtainExecutionRole(),
                "The right to get ECR's authorization token cannot be limited to one resource.");
        Reasons.except(
                task,
                "AwsSolutions-ECS2",
                "The variables are settings and no secrets; secrets come from Secrets Manager.");
    }

    private void addService(FargateTaskDefinition task, DeployedService service, LogDriver logs) {
        ContainerDefinition container = task.addContainer(
                service.text(),
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromEcrRepository(data.image(service), version))
                        .command(arguments.of(service))
                        // The rest is for metaspace, threads, and the buffers of the AWS clients.
                        .environment(Map.of("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=70"))
                        .logging(logs)
                        .essential(true)
                        // A service that must stop hands over its shards first, which takes at most 40 s.
                        .stopTimeout(Duration.seconds(STOP_SECONDS))
                        .build());
        if (service == DeployedService.TRANSFORMER) {
            container.addSecret("ORDERLAKE_MASK_KEY", secret(task, data.maskKey()));
        }
    }

    /** The order writer has no users of its own, so it listens on loopback only, which the containers of a task share. */
    private void addProxy(FargateTaskDefinition task, LogDriver logs) {
        task.addContainer(
                        "proxy",
                        ContainerDefinitionOptions.builder()
                                .image(ContainerImage.fromRegistry(PROXY_IMAGE))
                                .entryPoint(List.of("/bin/sh", "-ec"))
                                .command(List.of(
                                        "echo \"$CONFIGURATION\" | envsubst '$TOKEN' > /etc/nginx/conf.d/default.conf;"
                                                + " exec nginx -g 'daemon off;'"))
                                .environment(Map.of("CONFIGURATION", Resources.text("order-writer-proxy.conf")))
                                .logging(logs)
                                .essential(true)
                                .portMappings(List.of(PortMapping.builder()
                                        .containerPort(PROXY_PORT)
                                        .build()))
                                .build())
                .addSecret("TOKEN", secret(task, data.apiToken()));
    }

    /** Imports the secret by its ARN. Otherwise the CDK would add this stack's roles to the key policy in the other stack. */
    private software.amazon.awscdk.services.ecs.Secret secret(FargateTaskDefinition task, Secret kept) {
        task.addToExecutionRolePolicy(DataKey.through(stack, data.key(), "secretsmanager", "kms:Decrypt"));
        return software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(
                Secret.fromSecretCompleteArn(task, "Secret", kept.getSecretArn()));
    }

    private LogDriver logs(DeployedService service) {
        LogGroup group = LogGroup.Builder.create(stack, service.text() + "-logs")
                .logGroupName("/orderlake/" + service.text())
                .retention(environment.keepsData() ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS)
                .encryptionKey(data.key())
                .removalPolicy(environment.keepsData() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
        return LogDriver.awsLogs(
                AwsLogDriverProps.builder().logGroup(group).streamPrefix("task").build());
    }
}
