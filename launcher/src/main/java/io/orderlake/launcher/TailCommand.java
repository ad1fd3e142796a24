package io.orderlake.launcher;

import io.orderlake.launcher.tail.Tail;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.Unpacker;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.kinesis.KinesisClient;

@Command(
        name = "tail",
        description =
                "Shows changes as they pass on their way to the lake: time, operation, table, key, changed columns."
                        + " Ends with Ctrl-C.")
final class TailCommand implements Callable<Integer> {

    private static final String STREAM = "order-events";

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "Only changes of this table.")
    private @Nullable String table;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0", description = "End after N changes.")
    private long count;

    @Override
    public Integer call() {
        try (KinesisClient kinesis = new AwsClients(options.endpoints().settings()).kinesis()) {
            Tail tail = new Tail(
                    new KinesisShards(kinesis, STREAM, Unpacker::unpack), table, System.out, InstantSource.system());
            ConsoleProgress.onError().line("Waiting for changes on " + STREAM + "; Ctrl-C ends");
            tail.run(count == 0 ? Long.MAX_VALUE : count);
            return 0;
        }
    }
}
