package io.orderlake.deploy;

import io.orderlake.contract.Tables;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Monitoring of the fleet: a dashboard, alarms, and the topic that they notify. */
final class MonitoringStack extends Stack {

    private final Topic topic;

    MonitoringStack(
            Construct scope, String id, StackProps props, Environment environment, DataStack data, Tables tables) {
        super(scope, id, props);
        topic = topic(data);
        FleetMetrics metrics = FleetMetrics.shipped();
        new Alarms(this, environment, metrics, topic).add(tables);
        new FleetDashboard(metrics).addTo(this, tables);
    }

    Topic topic() {
        return topic;
    }

    private Topic topic(DataStack data) {
        CfnParameter address = CfnParameter.Builder.create(this, "AlarmEmail")
                .type("String")
                .description("Address that receives alarms")
                .build();
        Topic made = Topic.Builder.create(this, "AlarmTopic")
                .topicName("orderlake-alarms")
                .masterKey(data.key())
                .enforceSsl(true)
                .build();
        made.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Alarms")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(made.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount())))
                .build());
        made.addSubscription(new EmailSubscription(address.getValueAsString()));
        return made;
    }
}
