package io.orderlake.lakehouse.gold;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Erasure;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.bronze.BronzeRange;
import io.orderlake.lakehouse.gold.GoldOutcome.How;
import io.orderlake.lakehouse.silver.SilverColumns;
import io.orderlake.lakehouse.table.CommitConflict;
import io.orderlake.lakehouse.table.IncrementalTables;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import io.orderlake.lakehouse.table.UpstreamProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Updates gold from silver and bronze. Each table's commit has the progress of the table, so a run that was killed continues
 * where it stopped. Incremental updates give the same rows as {@link #rebuild}.
 */
public final class RefreshGold {

    private static final String DAY = "order_date";

    private final Bronze bronze;
    private final LakeTables tables;

    public RefreshGold(Bronze bronze, LakeTables tables) {
        this.bronze = bronze;
        this.tables = tables;
    }

    /** Updates the tables that are not up to date. */
    public List<GoldOutcome> refresh(LakeTable orders) {
        return CommitConflict.repeated(() -> run(orders, false));
    }

    /** Rebuilds all tables. */
    public List<GoldOutcome> rebuild(LakeTable orders) {
        return CommitConflict.repeated(() -> run(orders, true));
    }

    private List<GoldOutcome> run(LakeTable orders, boolean anew) {
        List<GoldOutcome> outcomes = new ArrayList<>();
        Optional<UpstreamProgress> silver =
                tables.snapshot(orders).map(at -> new UpstreamProgress(SilverColumns.LAYER, at));
        if (silver.isPresent()) {
            Dataset<Row> live =
                    tables.rows(orders).where(not(col(SilverColumns.DELETED)).and(not(isErased())));
            outcomes.add(salesDaily(orders, live, silver.get(), anew));
            outcomes.add(aggregate(
                    GoldTables.PRODUCT_PERFORMANCE, live, OrderAggregates::productPerformance, silver.get(), anew));
            outcomes.add(
                    aggregate(GoldTables.CUSTOMER_VALUE, live, OrderAggregates::customerValue, silver.get(), anew));
        }
        outcomes.addAll(funnel(orders.name(), anew));
        return outcomes;
    }

    /** Days are independent of each other, so only changed days are computed again. */
    private GoldOutcome salesDaily(LakeTable orders, Dataset<Row> live, UpstreamProgress through, boolean anew) {
        LakeTable gold = shaped(GoldTables.SALES_DAILY, OrderAggregates.salesDaily(live));
        Optional<UpstreamProgress> current = tables.progress(gold, through.upstream());
        Optional<ChangedDays> changed = tables instanceof IncrementalTables incremental && !anew
                ? changedDays(incremental.iceberg(orders), current, through)
                : Optional.empty();
        if (changed.isEmpty() || !(tables instanceof IncrementalTables incremental)) {
            return aggregate(GoldTables.SALES_DAILY, live, OrderAggregates::salesDaily, through, anew);
        }
        if (changed.get().isEmpty()) {
            return new GoldOutcome(gold.name(), How.UNCHANGED);
        }
        Column days = changed.get().condition(DAY);
        incremental.replaceWhere(gold, OrderAggregates.salesDaily(live.where(days)), days, through);
        return new GoldOutcome(gold.name(), How.INCREMENTAL);
    }

    private static Optional<ChangedDays> changedDays(
            Table orders, Optional<UpstreamProgress> current, UpstreamProgress through) {
        return current.flatMap(
                from -> ChangedDays.between(orders, Long.parseLong(from.mark()), Long.parseLong(through.mark()), DAY));
    }

    /** Computed as a whole: one pass over a few columns is cheaper than finding the products or customers that changed. */
    private GoldOutcome aggregate(
            String name, Dataset<Row> from, UnaryOperator<Dataset<Row>> made, UpstreamProgress through, boolean anew) {
        Dataset<Row> rows = made.apply(from);
        LakeTable gold = shaped(name, rows);
        if (!anew
                && tables.progress(gold, through.upstream())
                        .filter(through::equals)
                        .isPresent()) {
            return new GoldOutcome(name, How.UNCHANGED);
        }
        tables.replace(gold, rows, through);
        return new GoldOutcome(name, How.WHOLE);
    }

    private List<GoldOutcome> funnel(String orders, boolean anew) {
        Optional<BronzeRange> all = bronze.schema(orders).flatMap(columns -> bronze.all(orders));
        if (all.isEmpty()) {
            return List.of();
        }
        LakeTable timeline = shaped(GoldTables.ORDER_TIMELINE, timelines(all.get()));
        How how = timeline(timeline, orders, all.get(), anew);
        UpstreamProgress through =
                new UpstreamProgress(timeline.name(), tables.snapshot(timeline).orElseThrow());
        Dataset<Row> rows = tables.rows(timeline);
        return List.of(
                new GoldOutcome(timeline.name(), how),
                aggregate(GoldTables.ORDER_FUNNEL, rows, OrderTimeline::funnel, through, anew));
    }

    /** If the progress is lost, all changes are combined with the table once more, which changes nothing and loses nothing. */
    private How timeline(LakeTable gold, String orders, BronzeRange all, boolean anew) {
        Optional<UpstreamProgress> current = tables.progress(gold, Bronze.LAYER);
        if (!anew && current.filter(all.through()::equals).isPresent()) {
            return How.UNCHANGED;
        }
        if (!anew && tables instanceof IncrementalTables incremental) {
            BronzeRange range = bronze.since(orders, current).orElse(all);
            incremental.mergeWith(gold, timelines(range), OrderTimeline.combined(), range.through());
            return range.whole() ? How.WHOLE : How.INCREMENTAL;
        }
        tables.replace(gold, timelines(all), all.through());
        return How.WHOLE;
    }

    private static Dataset<Row> timelines(BronzeRange range) {
        return OrderTimeline.of(range.rows().where(not(isErased())));
    }

    /** A row of a forgotten person has no values left that could be counted. */
    private static Column isErased() {
        return coalesce(array_contains(col(CdcColumns.QUALITY), Erasure.FLAG), lit(false));
    }

    private LakeTable shaped(String name, Dataset<Row> rows) {
        return tables.shape(GoldTables.table(name, rows.schema()));
    }
}
