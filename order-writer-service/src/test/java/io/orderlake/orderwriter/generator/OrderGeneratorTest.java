package io.orderlake.orderwriter.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.orderlake.orderwriter.OrderTableStream;
import io.orderlake.orderwriter.TestOrderTables;
import io.orderlake.orderwriter.generator.GeneratorReport.State;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.table.OrderTableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class OrderGeneratorTest {

    private final OrderTableSettings tables = TestOrderTables.freshTables();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void tableAndStreamAndJournalAgreeAfterABoundedRun() throws IOException {
        OrderGenerator generator = generator(tables);

        generator.start("{\"rate\":0,\"changes\":600,\"seed\":7}".getBytes(UTF_8));

        await().atMost(Duration.ofSeconds(30)).until(() -> generator.report().state() == State.FINISHED);
        GeneratorReport report = generator.report();
        assertThat(report.acknowledged()).isEqualTo(600).isEqualTo(report.written());
        assertThat(report.byKind().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(600);
        JournalLines journal = JournalLines.read(journalFile());
        assertThat(journal.inDoubt()).isEmpty();
        assertThat(itemsOf(tables)).isEqualTo(journal.standing());
        assertThat(OrderTableStream.versions(tables)).isEqualTo(journal.acknowledged());
    }

    @Test
    void aRunEndsAfterTheOrdersThatWereAskedFor() {
        OrderGenerator generator = generator(tables);

        generator.start("{\"rate\":0,\"orders\":50}".getBytes(UTF_8));

        await().atMost(Duration.ofSeconds(20)).until(() -> generator.report().state() == State.FINISHED);
        assertThat(generator.report().byKind()).containsEntry(WriteKind.CREATE, 50L);
    }

    @Test
    void oneRunAtATimeAndAStopWaitsForWhatIsInFlight() {
        OrderGenerator generator = generator(tables);
        assertThat(generator.report().state()).isEqualTo(State.IDLE);
        generator.start("{\"rate\":0}".getBytes(UTF_8));

        assertThatExceptionOfType(RequestRefusal.class).isThrownBy(() -> generator.start(new byte[0]));

        GeneratorReport stopped = generator.stop();
        assertThat(stopped.state()).isEqualTo(State.FINISHED);
        assertThat(stopped.acknowledged()).isEqualTo(stopped.written());
        assertThat(generator.start("{\"changes\":1}".getBytes(UTF_8)).run()).isNotEqualTo(stopped.run());
        generator.close();
    }

    @Test
    void aRunThatDynamoDbRefusesForGoodSaysWhyAndLeavesItsWritesInDoubt() throws IOException {
        OrderGenerator generator = generator(TestOrderTables.unusedNames());

        generator.start(new byte[0]);

        await().atMost(Duration.ofSeconds(20)).until(() -> generator.report().state() == State.FAILED);
        assertThat(generator.report().problem()).contains("ResourceNotFoundException");
        assertThat(generator.report().acknowledged()).isZero();
        JournalLines journal = JournalLines.read(journalFile());
        assertThat(journal.acknowledged()).isEmpty();
        assertThat(journal.inDoubt()).isNotEmpty();
    }

    @Test
    void aKillLeavesEveryWriteEitherAcknowledgedOrKnownAsInDoubt() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GeneratorProcess.class.getName(),
                        TestOrderTables.endpoint().toString(),
                        tables.name(),
                        tables.versions(),
                        tables.idempotency(),
                        journalFile().toString())
                .redirectOutput(folder.resolve("out.log").toFile())
                .redirectErrorStream(true)
                .start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.exists(journalFile()) && Files.size(journalFile()) > 150_000);
        } finally {
            process.destroyForcibly().waitFor();
        }

        JournalLines journal = JournalLines.read(journalFile());
        Map<String, Map<String, AttributeValue>> items = itemsOf(tables);
        assertThat(journal.acknowledged()).isNotEmpty();
        journal.assertExplains(items);
    }

    private OrderGenerator generator(OrderTableSettings names) {
        GeneratorSettings settings =
                new GeneratorSettings(null, 0.334, GeneratorMix.defaults(), 0, 0, null, 4, journalFile());
        return new OrderGenerator(
                settings, TestOrderTables.client(), names, TestOrderTables.uncounted(), Clock.systemUTC());
    }

    private Path journalFile() {
        return folder.resolve("journal.jsonl");
    }

    private static Map<String, Map<String, AttributeValue>> itemsOf(OrderTableSettings tables) {
        List<Map<String, AttributeValue>> items =
                TestOrderTables.client()
                        .scanPaginator(scan -> scan.tableName(tables.name()).consistentRead(true))
                        .items()
                        .stream()
                        .toList();
        return items.stream()
                .collect(Collectors.toMap(
                        item -> item.getOrDefault("order_id", AttributeValue.fromS("none"))
                                .s(),
                        item -> item));
    }
}
