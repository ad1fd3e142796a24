package io.orderlake.launcher.demo;

import io.orderlake.launcher.fleet.FleetService;
import java.util.Locale;

/**
 * How many changes each service has processed.
 *
 * @param written changes that DynamoDB has acknowledged
 * @param freshness median of the milliseconds from change to landing; -1 if nothing has landed yet
 * @param finished whether the generator has finished
 */
record DemoProgress(long written, long relayed, long transformed, long landed, long freshness, boolean finished) {

    /** Counts the records that relay and transformer have put on a stream. */
    static final String PUBLISHED = "orderlake_records_published_total";

    static final String LANDED = "orderlake_changes_out_total";
    static final String REJECTED = "orderlake_changes_rejected_total";

    String line() {
        return String.format(
                Locale.ROOT,
                "written %,d  relayed %,d  transformed %,d  landed %,d  freshness %s",
                written,
                relayed,
                transformed,
                landed,
                freshness < 0 ? "-" : String.format(Locale.ROOT, "%,d ms", freshness));
    }

    /** The first service that has passed on less than it has received. */
    FleetService stuckAt() {
        if (!finished) {
            return FleetService.ORDER_WRITER;
        }
        if (relayed < written) {
            return FleetService.STREAM_RELAY;
        }
        return transformed < relayed ? FleetService.TRANSFORMER : FleetService.LAKE_WRITER;
    }
}
