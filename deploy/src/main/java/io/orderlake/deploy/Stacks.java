package io.orderlake.deploy;

import io.orderlake.contract.Tables;
import software.amazon.awscdk.App;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/**
 * The five stacks of an environment. They contain no account and no region, so that one template fits every account.
 *
 * <pre>
 *   network --> fleet
 *   data -----> fleet, monitoring, lakehouse
 *   monitoring -----------------> lakehouse
 * </pre>
 */
record Stacks(
        NetworkStack network, DataStack data, MonitoringStack monitoring, FleetStack fleet, LakehouseStack lakehouse) {

    static Stacks add(App app, Environment environment, Tables tables) {
        NetworkStack network = new NetworkStack(app, "network", props(environment, "network"), environment);
        DataStack data = new DataStack(app, "data", props(environment, "data"), environment);
        MonitoringStack monitoring =
                new MonitoringStack(app, "monitoring", props(environment, "monitoring"), environment, data, tables);
        FleetStack fleet =
                new FleetStack(app, "fleet", props(environment, "fleet"), environment, network, data, tables);
        LakehouseStack lakehouse = new LakehouseStack(
                app, "lakehouse", props(environment, "lakehouse"), environment, data, monitoring.topic(), tables);
        Tags.of(app).add("application", "orderlake");
        Tags.of(app).add("environment", environment.name());
        return new Stacks(network, data, monitoring, fleet, lakehouse);
    }

    private static StackProps props(Environment environment, String name) {
        return StackProps.builder()
                .stackName("orderlake-" + environment.name() + "-" + name)
                .description("Orderlake " + environment.name() + ": " + name)
                .terminationProtection(environment.keepsData())
                // There are no assets, so a template can be deployed without the CDK.
                .synthesizer(DefaultStackSynthesizer.Builder.create()
                        .generateBootstrapVersionRule(false)
                        .build())
                .build();
    }
}
