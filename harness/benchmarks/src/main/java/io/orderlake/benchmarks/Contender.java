package io.orderlake.benchmarks;

import io.orderlake.stream.LaneRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** One way of publishing, given the same changes as the other ones: each source has keys of its own, in batches as a reader's. */
final class Contender {

    /** What one read of a shard with a backlog yields. */
    static final int BATCH = 10_000;

    private static final int KEYS = 100_000;
    private static final int BYTES = 1_000;

    private final String name;
    private final Publishing publishing;
    private final List<Source> sources = new ArrayList<>();
    private long changes;
    private long nanos;

    Contender(String name, Publishing publishing, int sourceCount) {
        this.name = name;
        this.publishing = publishing;
        for (int i = 0; i < sourceCount; i++) {
            sources.add(new Source(i, KEYS / sourceCount));
        }
    }

    String name() {
        return name;
    }

    /** A batch of each source that is not measured, to warm up the JIT compilers. */
    void warmUp() throws Exception {
        publishAll(1);
    }

    /** So many batches more of each source, a thread a source. */
    void publish(int batches) throws Exception {
        long begun = System.nanoTime();
        publishAll(batches);
        nanos += System.nanoTime() - begun;
        changes += (long) batches * BATCH * sources.size();
    }

    private void publishAll(int batches) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(sources.size());
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (Source source : sources) {
                runs.add(threads.submit(() -> source.publish(batches)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    double changesPerSecond() {
        return changes * 1e9 / nanos;
    }

    /** A source shard: its changes in order, by one thread. */
    private final class Source {

        private final int number;
        private final int keys;
        private final Random random;
        private final Map<Integer, Integer> versions = new HashMap<>();

        Source(int number, int keys) {
            this.number = number;
            this.keys = keys;
            this.random = new Random(number);
        }

        void publish(int batches) {
            for (int i = 0; i < batches; i++) {
                publishing.publish(Stream.generate(this::next).limit(BATCH).toList());
            }
        }

        private LaneRecord next() {
            int drawn = random.nextInt(keys);
            String key = number + "-" + drawn;
            int version = versions.merge(drawn, 1, Integer::sum);
            byte[] data = Arrays.copyOf((key + " " + version + " ").getBytes(StandardCharsets.US_ASCII), BYTES);
            return new LaneRecord(Publishing.LANES.laneOf("orders", key), key, data);
        }
    }
}
