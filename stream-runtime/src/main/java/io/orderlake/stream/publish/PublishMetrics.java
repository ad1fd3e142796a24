package io.orderlake.stream.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.stream.pack.PackedRecord;
import java.util.List;

/** The metrics of publishing to one stream. */
final class PublishMetrics {

    /** Kinesis bills each started 25 KB of a record. */
    private static final int PUT_UNIT_BYTES = 25 * 1024;

    private final Counter published;
    private final Counter retries;
    private final Counter refusals;
    private final Counter requests;
    private final Counter putUnits;

    PublishMetrics(MeterRegistry registry, String stream) {
        published = registry.counter("orderlake.records.published", "stream", stream);
        retries = registry.counter("orderlake.retries", "stream", stream);
        refusals = registry.counter("orderlake.refusals", "stream", stream);
        requests = registry.counter("orderlake.put.requests", "stream", stream);
        putUnits = registry.counter("orderlake.put.units", "stream", stream);
    }

    /** @param failures how many requests failed in a row before this one */
    void sent(List<PackedRecord> request, int failures) {
        requests.increment();
        if (failures > 0) {
            retries.increment();
        }
        for (PackedRecord sent : request) {
            putUnits.increment((sent.size() + PUT_UNIT_BYTES - 1) / PUT_UNIT_BYTES);
        }
    }

    void refused(int count) {
        refusals.increment(count);
    }

    void acknowledged(int count) {
        published.increment(count);
    }
}
