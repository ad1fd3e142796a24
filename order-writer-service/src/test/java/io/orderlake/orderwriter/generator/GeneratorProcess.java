package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.TestOrderTables;
import io.orderlake.orderwriter.table.OrderTableSettings;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/** A generator in a process of its own, to be killed. */
final class GeneratorProcess {

    private GeneratorProcess() {}

    /** Arguments: endpoint, the three tables, journal. */
    public static void main(String[] args) throws InterruptedException {
        OrderTableSettings tables = new OrderTableSettings(args[1], args[2], args[3]);
        GeneratorSettings settings =
                new GeneratorSettings(true, 0, GeneratorMix.defaults(), 0, 0, 7L, 4, Path.of(args[4]));
        AwsSettings aws = AwsSettings.at(URI.create(args[0]));
        new OrderGenerator(
                        settings,
                        new AwsClients(aws).dynamodb(),
                        tables,
                        TestOrderTables.uncounted(),
                        Clock.systemUTC())
                .start(new byte[0]);
        Thread.currentThread().join();
    }
}
