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
import io.orderlake.lakehouse.table.Progress;
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
 * Takes a person out of a table's bronze and silver, makes gold anew, and removes what all three were before. Comes after the
 * landing objects were rewritten. May be killed anywhere and run again.
 *
 * <pre>
 *   bronze: mark, erase --> silver: erase --> gold: anew --> snapshots, old files and orphans of all
 * </pre>
 */
public final class ForgetPerson {

    /** What is done one behind the other. */
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

    /** @param after is told of each step when it is done */
    public ForgetPerson(SparkSession spark, String catalog, LakeTables tables, RefreshGold gold, Consumer<Step> after) {
        this.spark = spark;
        this.catalog = catalog;
        this.tables = tables;
        this.gold = gold;
        this.after = after;
    }

    /** What became of each table that stands; none where the rows are about nobody. */
    public List<ForgetOutcome> run(TableSpec table, Person person) {
        if (table.person().isEmpty()) {
            return List.of();
        }
        Map<String, Long> found = new LinkedHashMap<>();
        String bronze = Bronze.LAYER + "." + table.name();
        if (exists(bronze)) {
            History.of(spark, path(bronze)).mark();
            after.accept(Step.BRONZE_MARKED);
            found.put(bronze, erase(bronze, table, person));
        }
        after.accept(Step.BRONZE);
        Optional<LakeTable> silver = standing(table);
        silver.ifPresent(standing -> found.put(standing.text(), eraseSilver(standing, table, person)));
        after.accept(Step.SILVER);
        List<LakeTable> goldTables = table.name().equals(GoldTables.ORDERS) ? gold() : List.of();
        goldTables.forEach(standing -> found.put(standing.text(), goldNaming(standing, table, person)));
        if (!goldTables.isEmpty()) {
            silver.ifPresent(gold::rebuild);
        }
        after.accept(Step.GOLD);
        List<ForgetOutcome> outcomes = new ArrayList<>();
        if (exists(bronze)) {
            outcomes.add(icebergHistory(bronze, found, () -> naming(spark.table(path(bronze)), table, person)));
        }
        silver.ifPresent(standing ->
                outcomes.add(history(standing, found, () -> naming(tables.rows(standing), table, person))));
        goldTables.forEach(
                standing -> outcomes.add(history(standing, found, () -> goldNaming(standing, table, person))));
        after.accept(Step.HISTORY);
        return outcomes;
    }

    private long eraseSilver(LakeTable silver, TableSpec table, Person person) {
        if (tables instanceof HudiTables hudi) {
            Dataset<Row> rows = hudi.rows(silver);
            long found = naming(rows, table, person);
            if (found > 0) {
                hudi.replaceAndClean(silver, new Naming(spark, table, rows.schema(), person).without(rows));
            }
            return found;
        }
        return erase(silver.text(), table, person);
    }

    /** Each kind of row in a commit of its own, so that a column is set or left and never computed. */
    private long erase(String name, TableSpec table, Person person) {
        long found = naming(spark.table(path(name)), table, person);
        Naming naming = new Naming(spark, table, spark.table(path(name)).schema(), person);
        List<String> statements = new ArrayList<>();
        statements.add(
                naming.isKey()
                        ? "DELETE FROM " + path(name) + " WHERE " + naming.owned()
                        : "UPDATE " + path(name) + " SET " + naming.blank() + " WHERE " + naming.owned());
        naming.searched()
                .forEach(searched -> statements.add(
                        "UPDATE " + path(name) + " SET " + Naming.cut(searched) + " WHERE " + naming.named(searched)));
        statements.forEach(statement -> CommitConflict.repeated(() -> commit(name, statement)));
        return found;
    }

    /** How far the table has come stands on in each commit, for the older ones will expire. */
    private boolean commit(String name, String statement) {
        Table iceberg = IcebergTables.load(spark, path(name));
        return IcebergTables.attempt(
                name,
                () -> CommitMetadata.withCommitProperties(
                        Progress.standing(iceberg),
                        () -> {
                            spark.sql(statement);
                            return true;
                        },
                        RuntimeException.class));
    }

    private long naming(Dataset<Row> rows, TableSpec table, Person person) {
        return rows.where(new Naming(spark, table, rows.schema(), person).naming())
                .count();
    }

    /** Gold holds no change and no old image, but columns of the same name. */
    private long goldNaming(LakeTable standing, TableSpec table, Person person) {
        Dataset<Row> rows = tables.rows(standing);
        String column = table.person().orElseThrow();
        return List.of(rows.columns()).contains(column)
                ? rows.where(new Naming(spark, table, rows.schema(), person).owned())
                        .count()
                : 0;
    }

    private interface Search {
        long remaining();
    }

    private ForgetOutcome history(LakeTable standing, Map<String, Long> found, Search search) {
        if (tables instanceof HudiTables hudi) {
            long removed = hudi.clean(standing);
            return new ForgetOutcome(
                    standing.text(), found.getOrDefault(standing.text(), 0L), search.remaining(), removed, 0);
        }
        return icebergHistory(standing.text(), found, search);
    }

    private ForgetOutcome icebergHistory(String name, Map<String, Long> found, Search search) {
        History history = History.of(spark, path(name));
        long markedAt = history.mark();
        long expired = history.expire();
        long orphans = history.removeOrphans(markedAt);
        return new ForgetOutcome(name, found.getOrDefault(name, 0L), search.remaining(), expired, orphans);
    }

    private Optional<LakeTable> standing(TableSpec table) {
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
                .map(GoldTables::standing)
                .filter(this::exists)
                .map(standing -> standing.with(tables.rows(standing).schema()))
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
