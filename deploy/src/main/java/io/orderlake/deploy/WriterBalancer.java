package io.orderlake.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.LoadBalancerTargetOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;

/** The load balancer of the order writer. It accepts TLS from inside the network only. */
final class WriterBalancer {

    private static final int TLS = 443;

    private final ApplicationLoadBalancer balancer;

    WriterBalancer(Stack stack, NetworkStack network, DataStack data, FargateService writer, String certificate) {
        balancer = balancer(stack, network, securityGroup(stack, network));
        logTo(data.buckets().logs().getBucketName());
        listener(certificate).addTargets("Writer", target(writer));
    }

    private static SecurityGroup securityGroup(Stack stack, NetworkStack network) {
        SecurityGroup group = SecurityGroup.Builder.create(stack, "BalancerGroup")
                .vpc(network.vpc())
                .description("Load balancer of the order writer")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(Peer.ipv4(NetworkStack.CIDR), Port.tcp(TLS), "From inside the network");
        return group;
    }

    private static ApplicationLoadBalancer balancer(Stack stack, NetworkStack network, SecurityGroup group) {
        return ApplicationLoadBalancer.Builder.create(stack, "Balancer")
                .vpc(network.vpc())
                .vpcSubnets(network.taskSubnets())
                .internetFacing(false)
                .securityGroup(group)
                .dropInvalidHeaderFields(true)
                .build();
    }

    /** The bucket's own policy already lets the balancer write; the CDK would need the region to add another policy. */
    private void logTo(String bucket) {
        balancer.setAttribute("access_logs.s3.enabled", "true");
        balancer.setAttribute("access_logs.s3.bucket", bucket);
        balancer.setAttribute("access_logs.s3.prefix", "writer");
    }

    private ApplicationListener listener(String certificate) {
        return balancer.addListener(
                "Tls",
                BaseApplicationListenerProps.builder()
                        .port(TLS)
                        .protocol(ApplicationProtocol.HTTPS)
                        .sslPolicy(SslPolicy.RECOMMENDED_TLS)
                        .certificates(List.of(ListenerCertificate.fromArn(certificate)))
                        .open(false)
                        .build());
    }

    private static AddApplicationTargetsProps target(FargateService writer) {
        LoadBalancerTargetOptions proxy = LoadBalancerTargetOptions.builder()
                .containerName("proxy")
                .containerPort(Tasks.PROXY_PORT)
                .build();
        HealthCheck ready = HealthCheck.builder()
                .path("/ready")
                .interval(Duration.seconds(15))
                .healthyThresholdCount(2)
                .build();
        return AddApplicationTargetsProps.builder()
                .port(Tasks.PROXY_PORT)
                .protocol(ApplicationProtocol.HTTP)
                .targets(List.of(writer.loadBalancerTarget(proxy)))
                .healthCheck(ready)
                .deregistrationDelay(Duration.seconds(30))
                .build();
    }

    String name() {
        return balancer.getLoadBalancerDnsName();
    }

    /** Requests that reached a task. */
    Metric requests(Duration period) {
        return count("RequestCount", period);
    }

    /** Requests while there was no task. */
    Metric refused(Duration period) {
        return count("HTTPCode_ELB_503_Count", period);
    }

    private Metric count(String name, Duration period) {
        return Metric.Builder.create()
                .namespace("AWS/ApplicationELB")
                .metricName(name)
                .dimensionsMap(Map.of("LoadBalancer", balancer.getLoadBalancerFullName()))
                .statistic("Sum")
                .period(period)
                .build();
    }
}
