package io.orderlake.orderwriter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.orderwriter.api.ApiPage;
import io.orderlake.orderwriter.generator.GeneratorSettings;
import io.orderlake.orderwriter.generator.OrderGenerator;
import io.orderlake.orderwriter.input.Refusal;
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

/** Puts the order writer together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OrderTableSettings.class, GeneratorSettings.class, JourneySettings.class})
class OrderWriterWiring {

    @Bean
    Surroundings surroundings(AwsSettings aws, Environment environment) {
        boolean local = aws.endpoint() != null || aws.dynamodbEndpoint() != null;
        Surroundings surroundings = new Surroundings(local, environment.acceptsProfiles(Profiles.of("aws")));
        surroundings.check();
        return surroundings;
    }

    @Bean
    OrderTable orderTable(
            DynamoDbClient dynamodb, OrderTableSettings settings, Surroundings surroundings, MeterRegistry meters) {
        OrderTables tables = new OrderTables(dynamodb, settings);
        if (surroundings.local()) {
            tables.createMissing();
        }
        tables.check();
        return new OrderTable(dynamodb, settings, changesBy("api", settings, meters));
    }

    @Bean
    PlaceOrder placeOrder(OrderTable table) {
        return new PlaceOrder(table, () -> UUID.randomUUID().toString(), Clock.systemUTC());
    }

    @Bean
    OrderGenerator orderGenerator(
            GeneratorSettings settings, DynamoDbClient dynamodb, OrderTableSettings tables, MeterRegistry meters) {
        return new OrderGenerator(
                settings, dynamodb, tables, changesBy("generator", tables, meters), Clock.systemUTC());
    }

    @Bean
    ApplicationRunner generatorAtStart(
            OrderGenerator generator, GeneratorSettings settings, Surroundings surroundings) {
        boolean enabled = settings.enabled() != null ? settings.enabled() : surroundings.local();
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
        } catch (Refusal refusal) {
            throw new CannotStart(refusal.detail(), "Give each instance an orderlake.generator.journal of its own.");
        }
    }

    private static Counter changesBy(String writer, OrderTableSettings tables, MeterRegistry meters) {
        return meters.counter("orderlake.changes.out", "table", tables.name(), "by", writer);
    }
}
