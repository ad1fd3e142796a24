package io.orderlake.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A network of two zones. Gateways, which cost nothing, lead to S3 and DynamoDB. */
final class NetworkStack extends Stack {

    static final String CIDR = "10.42.0.0/16";

    private static final int SUBNET_BITS = 20;
    private static final Map<String, InterfaceVpcEndpointAwsService> ENDPOINTS = Map.of(
            "Kinesis", InterfaceVpcEndpointAwsService.KINESIS_STREAMS,
            "TableStreams", InterfaceVpcEndpointAwsService.DYNAMODB_STREAMS,
            "Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS);

    private final Vpc vpc;
    private final boolean tasksArePublic;

    NetworkStack(Construct scope, String id, StackProps props, Environment environment) {
        super(scope, id, props);
        tasksArePublic = environment.network().natGateways() == 0;
        vpc = vpc(environment.network());
        addGateway("S3", GatewayVpcEndpointAwsService.S3);
        addGateway("Tables", GatewayVpcEndpointAwsService.DYNAMODB);
        if (environment.network().interfaceEndpoints()) {
            addInterfaces();
        }
    }

    Vpc vpc() {
        return vpc;
    }

    /** Whether tasks run in public subnets, where they need a public address to reach AWS. */
    boolean tasksArePublic() {
        return tasksArePublic;
    }

    SubnetSelection taskSubnets() {
        return SubnetSelection.builder()
                .subnetType(tasksArePublic ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS)
                .build();
    }

    private Vpc vpc(Environment.Network network) {
        SubnetConfiguration open = subnets("Public", SubnetType.PUBLIC);
        SubnetConfiguration inner = subnets("Private", SubnetType.PRIVATE_WITH_EGRESS);
        LogGroup flows = LogGroup.Builder.create(this, "Flows")
                .retention(RetentionDays.ONE_MONTH)
                .build();
        return Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr(CIDR))
                .maxAzs(2)
                .natGateways(network.natGateways())
                .subnetConfiguration(tasksArePublic ? List.of(open) : List.of(open, inner))
                // The restriction would need a Lambda function of the CDK, and no task uses the default group.
                .restrictDefaultSecurityGroup(false)
                .flowLogs(Map.of(
                        "Flow",
                        FlowLogOptions.builder()
                                .destination(FlowLogDestination.toCloudWatchLogs(flows))
                                .build()))
                .build();
    }

    private void addGateway(String name, GatewayVpcEndpointAwsService service) {
        vpc.addGatewayEndpoint(
                name, GatewayVpcEndpointOptions.builder().service(service).build());
    }

    private void addInterfaces() {
        SecurityGroup group = SecurityGroup.Builder.create(this, "Endpoints")
                .vpc(vpc)
                .description("AWS, from inside the network")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(Peer.ipv4(CIDR), Port.tcp(443));
        ENDPOINTS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(endpoint -> vpc.addInterfaceEndpoint(
                        endpoint.getKey(),
                        InterfaceVpcEndpointOptions.builder()
                                .service(endpoint.getValue())
                                .securityGroups(List.of(group))
                                .open(false)
                                .build()));
    }

    private static SubnetConfiguration subnets(String name, SubnetType type) {
        return SubnetConfiguration.builder()
                .name(name)
                .subnetType(type)
                .cidrMask(SUBNET_BITS)
                .build();
    }
}
