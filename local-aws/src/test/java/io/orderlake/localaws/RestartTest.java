package io.orderlake.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

class RestartTest {

    @TempDir
    Path state;

    @Test
    void recordsShardsAndTagsOutliveTheProcess() throws IOException {
        List<Record> before;
        List<Shard> shards;
        try (RunningAws aws = RunningAws.on(state).withStream()) {
            aws.put("one");
            aws.put("two");
            aws.kinesis().addTagsToStream(r -> r.streamName(RunningAws.STREAM).tags(Map.of("lanes", "64")));
            aws.kinesis()
                    .splitShard(r -> r.streamName(RunningAws.STREAM)
                            .shardToSplit(RunningAws.FIRST_SHARD)
                            .newStartingHashKey(BigInteger.TWO.pow(127).toString()));
            before = aws.records();
            shards = shards(aws);
        }
        try (RunningAws aws = RunningAws.on(state)) {
            assertThat(aws.records()).isEqualTo(before).hasSize(2);
            assertThat(shards(aws)).isEqualTo(shards).hasSize(3);
            assertThat(aws.kinesis()
                            .listTagsForStream(r -> r.streamName(RunningAws.STREAM))
                            .tags())
                    .hasSize(1);
        }
    }

    private static List<Shard> shards(RunningAws aws) {
        return aws.kinesis().listShards(r -> r.streamName(RunningAws.STREAM)).shards();
    }

    @Test
    void sequenceNumbersGrowAcrossARestart() throws IOException {
        try (RunningAws aws = RunningAws.on(state).withStream()) {
            aws.put("one");
        }
        try (RunningAws aws = RunningAws.on(state)) {
            aws.put("two");
            assertThat(aws.records())
                    .extracting(r -> new BigInteger(r.sequenceNumber()))
                    .hasSize(2)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aTornTailIsCutOffAndTheShardGoesOn() throws IOException {
        try (RunningAws aws = RunningAws.on(state).withStream()) {
            aws.put("whole");
            aws.put("torn");
        }
        Path segment = onlySegment();
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - 3));
        try (RunningAws aws = RunningAws.on(state)) {
            assertThat(aws.texts()).containsExactly("whole");
            aws.put("after");
            assertThat(aws.texts()).containsExactly("whole", "after");
        }
    }

    @Test
    void nonsenseAtTheTailIsCutOff() throws IOException {
        try (RunningAws aws = RunningAws.on(state).withStream()) {
            aws.put("whole");
        }
        Files.write(
                onlySegment(),
                new byte[] {
                    0, 0, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24
                },
                StandardOpenOption.APPEND);
        try (RunningAws aws = RunningAws.on(state)) {
            assertThat(aws.texts()).containsExactly("whole");
        }
    }

    private Path onlySegment() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
