package io.orderlake.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardLogTest {

    private static final int RECORDS = 40;
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    @TempDir
    Path directory;

    /** Forty records of a megabyte, one a millisecond: three segments of 16 MB. */
    private ShardLog filled() {
        ShardLog log = new ShardLog(directory, new AtomicLong());
        for (int i = 1; i <= RECORDS; i++) {
            log.append(List.of(new ShardLog.Entry(new byte[] {'k'}, new byte[1 << 20])), i);
        }
        return log;
    }

    private long segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static List<Long> ordinals(ShardLog.Page page) {
        return page.records().stream().map(StoredRecord::ordinal).toList();
    }

    private static List<Long> ordinals(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void pagesGoOnFromSegmentToSegment() throws IOException {
        try (ShardLog log = filled()) {
            assertThat(segments()).isEqualTo(3);
            List<Long> read = new ArrayList<>();
            ShardLog.Page page = log.read(1, 0, 7, NO_LIMIT);
            while (!page.records().isEmpty()) {
                read.addAll(ordinals(page));
                page = log.read(page.next(), 0, 7, NO_LIMIT);
            }
            assertThat(read).isEqualTo(ordinals(1, RECORDS));
            assertThat(page.atTip()).isTrue();
        }
    }

    @Test
    void anyOrdinalAndAnyArrivalIsFound() throws IOException {
        try (ShardLog log = filled()) {
            for (long wanted = 1; wanted <= RECORDS; wanted++) {
                assertThat(ordinals(log.read(wanted, 0, 1, NO_LIMIT))).containsExactly(wanted);
                assertThat(log.firstArrivedFrom(wanted)).isEqualTo(wanted);
            }
            assertThat(log.firstArrivedFrom(RECORDS + 1)).isNull();
        }
    }

    @Test
    void aPageTakesOneRecordEvenIfItIsLargerThanThePage() throws IOException {
        try (ShardLog log = filled()) {
            assertThat(ordinals(log.read(5, 0, 10, 100))).containsExactly(5L);
        }
    }

    @Test
    void aTrimDeletesWholeSegmentsAndReadersGoOnBehindThem() throws IOException {
        try (ShardLog log = filled()) {
            log.trim(20);
            assertThat(segments()).isEqualTo(2);
            List<Long> left = ordinals(log.read(1, 20, RECORDS, NO_LIMIT));
            assertThat(left).isEqualTo(ordinals(20, RECORDS));
        }
    }

    @Test
    void aLogOpenedAgainHoldsWhatItHeldAndGoesOnAboveIt() throws IOException {
        filled().close();
        AtomicLong ordinals = new AtomicLong();
        try (ShardLog log = new ShardLog(directory, ordinals)) {
            assertThat(ordinals).hasValue(RECORDS);
            assertThat(log.append(Collections.nCopies(2, new ShardLog.Entry(new byte[] {'k'}, new byte[1])), 0))
                    .isEqualTo(RECORDS + 1);
            assertThat(ordinals(log.read(1, 0, 100, NO_LIMIT))).isEqualTo(ordinals(1, RECORDS + 2));
        }
    }

    @Test
    void arrivalTimesNeverGoBack() throws IOException {
        try (ShardLog log = new ShardLog(directory, new AtomicLong())) {
            log.append(List.of(new ShardLog.Entry(new byte[] {'k'}, new byte[0])), 100);
            log.append(List.of(new ShardLog.Entry(new byte[] {'k'}, new byte[0])), 50);
            assertThat(log.read(1, 0, 10, NO_LIMIT).records())
                    .extracting(StoredRecord::arrivedAt)
                    .containsExactly(100L, 100L);
        }
    }
}
