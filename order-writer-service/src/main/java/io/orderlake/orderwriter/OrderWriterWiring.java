package io.orderlake.orderwriter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.orderwriter.api.ApiPage;
import io.orderlake.orderwriter.generator.GeneratorSettings;
import io.orderlake.orderwriter.generator.OrderGenerator;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.journey.JourneySettings;
import io.orderlake.orderwriter.table.CannotStart;
import io.orderlake.orderwriter.table.OrderTable;
import io.orderlake.orderwriter.table.OrderTableSettings;
import io.orderlake.orderwriter.table.OrderTables;
import io.orderlake.stream.aws.AwsSettings;
import io.orderlake.stream.security.AccessRules;
import io.orderlake.stream.security.Role;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the beans of the order writer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OrderTableSettings.class, GeneratorSettings.class, JourneySettings.class})
class OrderWriterWiring {

    @Bean
    DeploymentTarget target(AwsSettings aws, Environment environment) {
        boolean local = aws.endpoint() != null || aws.dynamodbEndpoint() != null;
        DeploymentTarget target = new DeploymentTarget(local, environment.acceptsProfiles(Profiles.of("aws")));
        target.check();
        return target;
    }

    @Bean
    OrderTable orderTable(
            DynamoDbClient dynamodb, OrderTableSettings settings, DeploymentTarget target, MeterRegistry meters) {
        OrderTables tables = new OrderTables(dynamodb, settings);
        if (target.local()) {
            tables.createMissing();
        }
        tables.check();
        return new OrderTable(dynamodb, settings, changesBy("api", settings, meters));
    }

    @Bean
    OrderProcessor placeOrder(OrderTable table) {
        return new OrderProcessor(table, () -> UUID.randomUUID().toString(), Clock.systemUTC());
    }

    @Bean
    OrderGenerator orderGenerator(
            GeneratorSettings settings, DynamoDbClient dynamodb, OrderTableSettings tables, MeterRegistry meters) {
        return new OrderGenerator(
                settings, dynamodb, tables, changesBy("generator", tables, meters), Clock.systemUTC());
    }

    @Bean
    ApplicationRunner generatorAtStart(OrderGenerator generator, GeneratorSettings settings, DeploymentTarget target) {
        boolean enabled = settings.enabled() != null ? settings.enabled() : target.local();
        return arguments -> {
            if (enabled) {
                startRun(generator);
            }
        };
    }

    @Bean
    AccessRules accessRules() {
        return new AccessRules(List.of(AccessRules.Rule.of("/generator", Role.GENERATOR)));
    }

    @Bean
    OpenApiCustomizer problemsInTheApiPage() {
        return ApiPage::describeProblems;
    }

    private static void startRun(OrderGenerator generator) {
        try {
            generator.start(new byte[0]);
        } catch (RequestRefusal refusal) {
            throw new CannotStart(refusal.detail(), "Set another orderlake.generator.journal for each instance.");
        }
    }

    private static Counter changesBy(String writer, OrderTableSettings tables, MeterRegistry meters) {
        return meters.counter("orderlake.changes.out", "table", tables.name(), "by", writer);
    }
}
