package io.orderlake.lakehouse.forget;

import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.gold.GoldTables;
import io.orderlake.lakehouse.gold.RefreshGold;
import io.orderlake.lakehouse.silver.SilverColumns;
import io.orderlake.lakehouse.table.CommitConflict;
import io.orderlake.lakehouse.table.HudiTables;
import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import io.orderlake.lakehouse.table.UpstreamProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Erases a person from bronze and silver of a table, rebuilds gold, and removes the history of all three. The landing objects
 * must have been rewritten before. It can be killed at any point and run again.
 *
 * <pre>
 *   bronze: mark, erase --> silver: erase --> gold: rebuild --> remove snapshots, old files and orphans of all
 * </pre>
 */
public final class ForgetInTables {

    /** The steps, in order. */
    public enum Step {
        BRONZE_MARKED,
        BRONZE,
        SILVER,
        GOLD,
        HISTORY
    }

    private final SparkSession spark;
    private final String catalog;
    private final LakeTables tables;
    private final RefreshGold gold;
    private final Consumer<Step> after;

    /** @param after called with each step when it is done */
    public ForgetInTables(
            SparkSession spark, String catalog, LakeTables tables, RefreshGold gold, Consumer<Step> after) {
        this.spark = spark;
        this.catalog = catalog;
        this.tables = tables;
        this.gold = gold;
        this.after = after;
    }

    /** The outcome for each table that exists; empty if the rows are not about persons. */
    public List<ForgetOutcome> run(TableSpec table, Person person) {
        if (table.person().isEmpty()) {
            return List.of();
        }
        Map<String, Long> found = new LinkedHashMap<>();
        eraseBronze(table, person, found);
        after.accept(Step.BRONZE);
        Optional<LakeTable> silver = current(table);
        silver.ifPresent(current -> found.put(current.text(), eraseSilver(current, table, person)));
        after.accept(Step.SILVER);
        List<LakeTable> goldTables = table.name().equals(GoldTables.ORDERS) ? gold() : List.of();
        goldTables.forEach(current -> found.put(current.text(), goldNaming(current, table, person)));
        if (!goldTables.isEmpty()) {
            silver.ifPresent(gold::rebuild);
        }
        after.accept(Step.GOLD);
        List<ForgetOutcome> outcomes = removeHistory(table, person, found, silver, goldTables);
        after.accept(Step.HISTORY);
        return outcomes;
    }

    private void eraseBronze(TableSpec table, Person person, Map<String, Long> found) {
        String bronze = bronzeName(table);
        if (exists(bronze)) {
            IcebergHistory.of(spark, path(bronze)).mark();
            after.accept(Step.BRONZE_MARKED);
            found.put(bronze, erase(bronze, table, person));
        }
    }

    private List<ForgetOutcome> removeHistory(
            TableSpec table,
            Person person,
            Map<String, Long> found,
            Optional<LakeTable> silver,
            List<LakeTable> goldTables) {
        List<ForgetOutcome> outcomes = new ArrayList<>();
        String bronze = bronzeName(table);
        if (exists(bronze)) {
            outcomes.add(icebergHistory(bronze, found, () -> naming(spark.table(path(bronze)), table, person)));
        }
        silver.ifPresent(current ->
                outcomes.add(history(current, found, () -> naming(tables.rows(current), table, person))));
        goldTables.forEach(current -> outcomes.add(history(current, found, () -> goldNaming(current, table, person))));
        return outcomes;
    }

    private static String bronzeName(TableSpec table) {
        return Bronze.LAYER + "." + table.name();
    }

    private long eraseSilver(LakeTable silver, TableSpec table, Person person) {
        if (tables instanceof HudiTables hudi) {
            Dataset<Row> rows = hudi.rows(silver);
            long found = naming(rows, table, person);
            if (found > 0) {
                hudi.replaceAndClean(silver, new PersonFilter(spark, table, rows.schema(), person).without(rows));
            }
            return found;
        }
        return erase(silver.text(), table, person);
    }

    /** One commit for each kind of row, so that a column is either set or kept, and never computed. */
    private long erase(String name, TableSpec table, Person person) {
        long found = naming(spark.table(path(name)), table, person);
        PersonFilter naming =
                new PersonFilter(spark, table, spark.table(path(name)).schema(), person);
        List<String> statements = new ArrayList<>();
        statements.add(
                naming.isKey()
                        ? "DELETE FROM " + path(name) + " WHERE " + naming.owned()
                        : "UPDATE " + path(name) + " SET " + naming.blank() + " WHERE " + naming.owned());
        naming.searched()
                .forEach(searched -> statements.add("UPDATE " + path(name) + " SET " + PersonFilter.cut(searched)
                        + " WHERE " + naming.named(searched)));
        statements.forEach(statement -> CommitConflict.repeated(() -> commit(name, statement)));
        return found;
    }

    /** Copies the table's progress into each commit, because the older commits will expire. */
    private boolean commit(String name, String statement) {
        Table iceberg = IcebergTables.load(spark, path(name));
        return IcebergTables.attempt(
                name,
                () -> CommitMetadata.withCommitProperties(
                        UpstreamProgress.latestProperties(iceberg),
                        () -> {
                            spark.sql(statement);
                            return true;
                        },
                        RuntimeException.class));
    }

    private long naming(Dataset<Row> rows, TableSpec table, Person person) {
        return rows.where(new PersonFilter(spark, table, rows.schema(), person).naming())
                .count();
    }

    /** Gold has no changes and no old images, but columns of the same name. */
    private long goldNaming(LakeTable current, TableSpec table, Person person) {
        Dataset<Row> rows = tables.rows(current);
        String column = table.person().orElseThrow();
        return List.of(rows.columns()).contains(column)
                ? rows.where(new PersonFilter(spark, table, rows.schema(), person).owned())
                        .count()
                : 0;
    }

    private interface Search {
        long remaining();
    }

    private ForgetOutcome history(LakeTable current, Map<String, Long> found, Search search) {
        if (tables instanceof HudiTables hudi) {
            long removed = hudi.clean(current);
            return new ForgetOutcome(
                    current.text(), found.getOrDefault(current.text(), 0L), search.remaining(), removed, 0);
        }
        return icebergHistory(current.text(), found, search);
    }

    private ForgetOutcome icebergHistory(String name, Map<String, Long> found, Search search) {
        IcebergHistory history = IcebergHistory.of(spark, path(name));
        long markedAt = history.mark();
        long expired = history.expire();
        long orphans = history.removeOrphans(markedAt);
        return new ForgetOutcome(name, found.getOrDefault(name, 0L), search.remaining(), expired, orphans);
    }

    private Optional<LakeTable> current(TableSpec table) {
        LakeTable named = new LakeTable(
                SilverColumns.LAYER,
                table.name(),
                table.key(),
                Optional.of(table.partitioning()).filter(p -> !p.column().startsWith("cdc_")),
                new org.apache.spark.sql.types.StructType());
        return exists(named) ? Optional.of(named.with(tables.rows(named).schema())) : Optional.empty();
    }

    private List<LakeTable> gold() {
        return GoldTables.ALL.stream()
                .map(GoldTables::current)
                .filter(this::exists)
                .map(current -> current.with(tables.rows(current).schema()))
                .toList();
    }

    private boolean exists(LakeTable table) {
        return tables instanceof HudiTables hudi ? hudi.snapshot(table).isPresent() : exists(table.text());
    }

    private boolean exists(String name) {
        return spark.catalog().tableExists(path(name));
    }

    private String path(String name) {
        return catalog + "." + name;
    }
}
