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

/** Bronze, silver and gold of a demo's orders: waits until they are complete, then compares them with the source. */
final class Layers {

    private static final String ORDERS = "orders";
    private static final List<String> GOLD =
            List.of("sales_daily", "product_performance", "customer_value", "order_timeline", "order_funnel");
    private static final Duration COMPARE_LIMIT = Duration.ofSeconds(30);
    private static final Duration COMPARE_EVERY = Duration.ofMillis(500);

    /** How far the layers are; two equal values in a row mean that nothing has moved. */
    private record LayerProgress(long bronzeRows, long bronze, long silver) {
        private boolean isComplete(long landed) {
            return bronzeRows >= landed && bronze == silver;
        }

        private String line(long landed) {
            return String.format(Locale.ROOT, "bronze %,d of %,d  %s", bronzeRows, landed, silverText());
        }

        private String silverText() {
            if (silver == 0) {
                return "silver has not started";
            }
            return bronze == silver ? "silver is up to date" : "silver is behind";
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

    /** Returns when bronze has as many rows as changes have landed and silver is up to date with bronze; a standstill is an error. */
    void await(long landed) {
        StandstillClock clock = new StandstillClock();
        while (true) {
            LakehouseProcess spark = runningSpark();
            LayerProgress now = read();
            progress.live(now.line(landed));
            if (now.isComplete(landed)) {
                progress.line(now.line(landed));
                return;
            }
            if (clock.isStandstill(now)) {
                throw standstill(now.line(landed), spark);
            }
            Sleep.untilNextPoll();
        }
    }

    private LakehouseProcess runningSpark() {
        LakehouseProcess spark = fleet.lakehouse();
        if (!spark.alive()) {
            throw new UserError("Spark ended; its log ends with\n" + spark.logTail());
        }
        return spark;
    }

    private LayerProgress read() {
        Optional<Snapshot> bronze = tables.table("bronze", ORDERS).map(Table::currentSnapshot);
        return new LayerProgress(
                bronze.map(Layers::rows).orElse(0L),
                bronze.map(Snapshot::snapshotId).orElse(0L),
                tables.table("silver", ORDERS)
                        .flatMap(silver -> LayerTables.through(silver, "bronze"))
                        .orElse(0L));
    }

    private static UserError standstill(String progress, LakehouseProcess spark) {
        return new UserError("Nothing has moved for " + StandstillClock.LIMIT.toSeconds() + " s: " + progress
                + "; the log of Spark ends with\n" + spark.logTail());
    }

    private static long rows(Snapshot snapshot) {
        return Long.parseLong(snapshot.summary().getOrDefault("total-records", "0"));
    }

    /** Compares until everything agrees or the time limit is over, because gold is written some moments after silver. */
    LakehouseReport compare(Function<VerifyLakehouse.Layers, LakehouseReport> verification) {
        Instant start = Instant.now();
        LakehouseReport report = verification.apply(files());
        while (!report.agrees() && Instant.now().isBefore(start.plus(COMPARE_LIMIT))) {
            Sleep.lasting(COMPARE_EVERY);
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
