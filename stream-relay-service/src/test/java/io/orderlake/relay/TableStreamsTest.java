package io.orderlake.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.TablesFile;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.aws.AwsFailures;
import io.orderlake.stream.read.MemoryLeases;
import io.orderlake.stream.read.MemoryStream;
import io.orderlake.stream.read.ReaderListener;
import io.orderlake.stream.read.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class TableStreamsTest {

    private static final StreamSuccession NO_SUCCESSION =
            new StreamSuccession(new RelayFixtures.MemoryRegister(), MemoryLeases::new, MemoryStream::new, false);

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final List<FailureKind> failures = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();

    @Test
    void aTableWhoseStreamWasSwitchedOffIsWaitedFor() {
        TableStreams streams = new TableStreams(
                TablesFile.shipped().all(),
                new SourceStreams(new StreamSwitchedOff(), new NoStreams(), NO_SUCCESSION)::toRead,
                (table, arn) -> {
                    throw new AssertionError("Nothing is to be read");
                },
                scheduler(),
                AwsFailures::kindOf,
                listener());

        streams.start();
        steps.remove().run();

        assertThat(bugs).isEmpty();
        assertThat(failures).containsExactly(FailureKind.SETUP);
        assertThat(steps).hasSize(1);
    }

    /** As DynamoDB describes it: with the old stream's name and without a specification. */
    private static final class StreamSwitchedOff implements DynamoDbClient {
        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            return DescribeTableResponse.builder()
                    .table(table -> table.latestStreamArn("arn:aws:dynamodb:x:1:table/T/stream/1"))
                    .build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }

    private static final class NoStreams implements DynamoDbStreamsClient {
        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }

    private Scheduler scheduler() {
        return new Scheduler() {
            @Override
            public void schedule(Duration delay, Runnable step) {
                steps.add(step);
            }

            @Override
            public Instant instant() {
                return Instant.EPOCH;
            }
        };
    }

    private ReaderListener listener() {
        return new ReaderListener() {
            @Override
            public void failed(Failure failure) {
                failures.add(failure.kind());
            }

            @Override
            public void bug(Throwable cause) {
                bugs.add(cause);
            }
        };
    }
}
