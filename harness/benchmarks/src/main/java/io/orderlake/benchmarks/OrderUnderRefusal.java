package io.orderlake.benchmarks;

import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.localaws.LocalAwsAdmin;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultKind;
import io.orderlake.localaws.faulty.FaultAdmin;
import io.orderlake.localaws.faulty.FaultyLocalAws;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import tools.jackson.databind.JsonNode;

/**
 * Ordered publishing against the usual way, while a tenth of all entries is refused: CHANGES (default 1,000,000) of 1 KB on
 * 100,000 keys, by SOURCES (default 4) threads, as a relay of so many source shards; both in turns, each on a stream of its own
 * that is read back. Prints changes a second, inversions per key, repeats and PUT units.
 */
public final class OrderUnderRefusal {

    /** Batches of a source in a turn. */
    private static final int ROUNDS = 5;

    private static final int SHARDS = 4;
    private static final double REFUSED = 0.1;

    private OrderUnderRefusal() {}

    public static void main(String[] args) throws Exception {
        int changes = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int sources = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        Path folder = Files.createTempDirectory("orderlake-order");
        try (LocalAwsGroup aws =
                        LocalAwsGroup.start(folder, LocalAwsGroup.Tables.IN_MEMORY, FaultyLocalAws.OF_KINESIS);
                KinesisClient kinesis =
                        new AwsClients(AwsSettings.at(aws.endpoints().kinesis())).kinesis()) {
            LocalAwsAdmin admin = new LocalAwsAdmin(aws.endpoints().admin());
            new FaultAdmin(aws.endpoints().admin())
                    .inject(Fault.always(FaultKind.REFUSE_ENTRIES)
                            .at(REFUSED)
                            .during("PutRecords")
                            .seeded(7));
            compare(kinesis, admin, changes, sources);
        } finally {
            FolderCleanup.delete(folder);
        }
    }

    private static void compare(KinesisClient kinesis, LocalAwsAdmin admin, int changes, int sources) throws Exception {
        List<Contender> contenders = contenders(kinesis, sources);
        for (Contender contender : contenders) {
            contender.warmUp();
        }
        int turns = Math.max(1, changes / (sources * Contender.BATCH * ROUNDS));
        for (int turn = 0; turn < turns; turn++) {
            for (Contender contender : contenders) {
                contender.publish(ROUNDS);
            }
        }
        for (Contender contender : contenders) {
            print(
                    contender,
                    new ReadBack(kinesis, contender.name()).run(),
                    admin.stats().path(contender.name()));
        }
        print(
                "throughput of the ordered one: %.0f %% of the usual one's",
                100 * contenders.get(0).changesPerSecond() / contenders.get(1).changesPerSecond());
    }

    /** The ordered one and the usual one, each with its stream. */
    static List<Contender> contenders(KinesisClient kinesis, int sources) {
        List<Contender> contenders = List.of(
                new Contender("ordered", Publishing.ordered(kinesis, "ordered"), sources),
                new Contender("usual", Publishing.usual(kinesis, "usual"), sources));
        contenders.forEach(contender -> kinesis.createStream(
                create -> create.streamName(contender.name()).shardCount(SHARDS)));
        return contenders;
    }

    private static void print(Contender contender, ReadBack.Findings found, JsonNode puts) {
        double ideal = puts.path("bytes").asDouble() / (25 << 10);
        print(
                "%-8s %,8.0f changes/s, %,d records read, %,d inversions, %,d repeats, %,d PutRecords, %,d PUT units, %.2f x bytes / 25 KB",
                contender.name(),
                contender.changesPerSecond(),
                found.records(),
                found.inversions(),
                found.repeats(),
                puts.path("requests").asLong(),
                puts.path("putUnits").asLong(),
                puts.path("putUnits").asLong() / ideal);
    }

    private static void print(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
