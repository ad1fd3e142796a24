package io.orderlake.launcher.demo;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.LakehouseProcess;
import io.orderlake.launcher.fleet.Sleep;
import io.orderlake.launcher.lake.LayerTables;
import io.orderlake.launcher.verify.LakehouseReport;
import io.orderlake.launcher.verify.VerifyLakehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Bronze, silver and gold of a demo's orders: waits until they have come to the end, and has them compared with the source. */
final class Layers {

    private static final String ORDERS = "orders";
    private static final List<String> GOLD =
            List.of("sales_daily", "product_performance", "customer_value", "order_timeline", "order_funnel");
    private static final Duration STANDSTILL_LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How far they are; two looks that are equal show no move. */
    private record Standing(long bronzeRows, long bronze, long silver) {
        private boolean isThrough(long landed) {
            return bronzeRows >= landed && bronze == silver;
        }

        private String line(long landed) {
            String behind =
                    silver == 0 ? "silver has not begun" : bronze == silver ? "silver has all of it" : "silver follows";
            return String.format(Locale.ROOT, "bronze %,d of %,d  %s", bronzeRows, landed, behind);
        }
    }

    private final Fleet fleet;
    private final LayerTables tables;
    private final ConsoleProgress progress;

    Layers(Fleet fleet, LayerTables tables, ConsoleProgress progress) {
        this.fleet = fleet;
        this.tables = tables;
        this.progress = progress;
    }

    /** Returns when silver contains what bronze holds, and bronze as many changes as have landed; a standstill is an error. */
    void await(long landed) {
        Standing last = new Standing(-1, 0, 0);
        Instant moved = Instant.now();
        while (true) {
            LakehouseProcess spark = fleet.lakehouse();
            if (!spark.alive()) {
                throw new UserError("Spark ended; its log ends with\n" + spark.logTail());
            }
            Standing now = look();
            if (!now.equals(last)) {
                moved = Instant.now();
            }
            last = now;
            progress.live(now.line(landed));
            if (now.isThrough(landed)) {
                progress.line(now.line(landed));
                return;
            }
            if (Duration.between(moved, Instant.now()).compareTo(STANDSTILL_LIMIT) > 0) {
                throw new UserError("Nothing has moved for " + STANDSTILL_LIMIT.toSeconds() + " s: " + now.line(landed)
                        + "; the log of Spark ends with\n" + spark.logTail());
            }
            Sleep.untilNextPoll();
        }
    }

    private Standing look() {
        Optional<Snapshot> bronze = tables.table("bronze", ORDERS).map(Table::currentSnapshot);
        return new Standing(
                bronze.map(Layers::rows).orElse(0L),
                bronze.map(Snapshot::snapshotId).orElse(0L),
                tables.table("silver", ORDERS)
                        .flatMap(silver -> LayerTables.through(silver, "bronze"))
                        .orElse(0L));
    }

    private static long rows(Snapshot snapshot) {
        return Long.parseLong(snapshot.summary().getOrDefault("total-records", "0"));
    }

    /** Compares, and again until all agrees or the wait is over, for gold comes a moment after silver. */
    LakehouseReport compare(Function<VerifyLakehouse.Layers, LakehouseReport> verification) {
        Instant begun = Instant.now();
        LakehouseReport report = verification.apply(files());
        while (!report.agrees() && Instant.now().isBefore(begun.plus(PATIENCE))) {
            Sleep.lasting(PAUSE);
            report = verification.apply(files());
        }
        return report;
    }

    private VerifyLakehouse.Layers files() {
        Map<String, List<Path>> gold = new HashMap<>();
        GOLD.forEach(name -> gold.put(name, tables.files("gold", name)));
        return new VerifyLakehouse.Layers(Map.of(ORDERS, tables.files("silver", ORDERS)), gold);
    }
}
