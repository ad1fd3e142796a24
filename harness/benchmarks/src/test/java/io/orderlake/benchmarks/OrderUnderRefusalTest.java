package io.orderlake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.localaws.LocalAwsAdmin;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultKind;
import io.orderlake.localaws.faulty.FaultAdmin;
import io.orderlake.localaws.faulty.FaultyLocalAws;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import tools.jackson.databind.JsonNode;

/** The benchmark in small, without its clock: what it counts, and that it can count it. */
class OrderUnderRefusalTest {

    private static final int SOURCES = 2;
    private static final long CHANGES = (long) SOURCES * Contender.BATCH;

    @TempDir
    Path folder;

    @Test
    void aTenthRefusedInvertsNoKeyOfTheOrderedPublisherAndManyOfTheUsualOne() throws Exception {
        try (LocalAwsGroup aws =
                        LocalAwsGroup.start(folder, LocalAwsGroup.Tables.IN_MEMORY, FaultyLocalAws.OF_KINESIS);
                KinesisClient kinesis =
                        new AwsClients(AwsSettings.at(aws.endpoints().kinesis())).kinesis()) {
            new FaultAdmin(aws.endpoints().admin())
                    .inject(Fault.always(FaultKind.REFUSE_ENTRIES)
                            .at(0.1)
                            .during("PutRecords")
                            .seeded(7));
            for (Contender contender : OrderUnderRefusal.contenders(kinesis, SOURCES)) {
                contender.publish(1);
            }

            assertThat(new ReadBack(kinesis, "ordered").run()).isEqualTo(new ReadBack.Findings(CHANGES, 0, 0));
            ReadBack.Findings usual = new ReadBack(kinesis, "usual").run();
            assertThat(usual.records()).isEqualTo(CHANGES);
            assertThat(usual.inversions()).isPositive();
            JsonNode puts = new LocalAwsAdmin(aws.endpoints().admin()).stats().path("ordered");
            assertThat(puts.path("refused").asLong()).isPositive();
            assertThat(puts.path("putUnits").asDouble())
                    .isLessThanOrEqualTo(1.1 * puts.path("bytes").asDouble() / (25 << 10));
        }
    }
}
