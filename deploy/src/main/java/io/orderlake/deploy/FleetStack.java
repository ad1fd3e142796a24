package io.orderlake.deploy;

import io.orderlake.contract.Tables;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** The services on Fargate, each with a role of its own. */
final class FleetStack extends Stack {

    private final Environment environment;
    private final NetworkStack network;
    private final Cluster cluster;

    FleetStack(
            Construct scope,
            String id,
            StackProps props,
            Environment environment,
            NetworkStack network,
            DataStack data,
            Tables tables) {
        super(scope, id, props);
        this.environment = environment;
        this.network = network;
        cluster = Cluster.Builder.create(this, "Cluster")
                .clusterName(Names.CLUSTER)
                .vpc(network.vpc())
                .containerInsightsV2(ContainerInsights.ENABLED)
                .enableFargateCapacityProviders(true)
                .build();
        Tasks tasks = new Tasks(this, environment, data, tables, version());
        Map<DeployedService, FargateService> services = new EnumMap<>(DeployedService.class);
        for (DeployedService service : DeployedService.values()) {
            services.put(service, service(service, tasks.of(service)));
        }
        FargateService writer = Objects.requireNonNull(services.get(DeployedService.ORDER_WRITER));
        WriterBalancer balancer = new WriterBalancer(this, network, data, writer, certificate());
        if (environment.fleet().scales()) {
            Scaling.of(environment.fleet(), services);
        }
        environment.idleHours().ifPresent(hours -> new IdleStop(this, services, balancer, data, hours));
        CfnOutput.Builder.create(this, "WriterAddress")
                .description("The order writer's API, inside the network; its bearer token is in Secrets Manager")
                .value("https://" + balancer.name())
                .build();
    }

    private FargateService service(DeployedService service, FargateTaskDefinition task) {
        Role role = (Role) task.getTaskRole();
        ServiceAccounts.of(this).ifPresent(accounts -> accounts.allowToAssume(role, service));
        CfnOutput.Builder.create(this, service.output() + "RoleArn")
                .value(role.getRoleArn())
                .build();
        SecurityGroup group = SecurityGroup.Builder.create(this, service.text() + "-group")
                .vpc(network.vpc())
                .description(service.text() + ": calls AWS, and nobody calls it unless a rule says so")
                .allowAllOutbound(true)
                .build();
        boolean alone = service == DeployedService.LAKE_VERIFIER;
        return FargateService.Builder.create(this, service.text())
                .serviceName(service.text())
                .cluster(cluster)
                .taskDefinition(task)
                .desiredCount(alone ? 1 : environment.fleet().fewest())
                // A table's stream allows two readers, and the verifier is one of them.
                .minHealthyPercent(alone ? 0 : 100)
                .maxHealthyPercent(alone ? 100 : 200)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .assignPublicIp(network.tasksArePublic())
                .vpcSubnets(network.taskSubnets())
                .securityGroups(List.of(group))
                .capacityProviderStrategies(List.of(CapacityProviderStrategy.builder()
                        .capacityProvider(environment.fleet().spot() ? "FARGATE_SPOT" : "FARGATE")
                        .weight(1)
                        .build()))
                .build();
    }

    private String version() {
        return CfnParameter.Builder.create(this, "Version")
                .type("String")
                .description("Tag of the services' images")
                .build()
                .getValueAsString();
    }

    private String certificate() {
        return CfnParameter.Builder.create(this, "CertificateArn")
                .type("String")
                .allowedPattern("arn:.*:acm:.*")
                .description("Certificate of the order writer's address, in ACM")
                .build()
                .getValueAsString();
    }
}
