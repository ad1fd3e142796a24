package io.orderlake.lakehouse;

import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.forget.ForgetInTables;
import io.orderlake.lakehouse.forget.ForgetOutcome;
import io.orderlake.lakehouse.gold.GoldTables;
import io.orderlake.lakehouse.gold.RefreshGold;
import io.orderlake.lakehouse.rebuild.Rebuild;
import io.orderlake.lakehouse.rebuild.Rebuilt;
import io.orderlake.lakehouse.silver.MergeSilver;
import io.orderlake.lakehouse.silver.SilverColumns;
import io.orderlake.lakehouse.staging.MergeStaged;
import io.orderlake.lakehouse.staging.StagingOutcome;
import io.orderlake.lakehouse.table.HudiTables;
import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import io.orderlake.lakehouse.upkeep.Upkeep;
import io.orderlake.lakehouse.upkeep.UpkeepSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** One run of the jobs over their tables. A table that fails does not affect the others. */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SparkSession spark;
    private final JobOptions options;
    private final Collection<TableSpec> chosen;
    private final Instant now;
    private final Consumer<String> lines;
    private final LakeTables tables;
    private final MergeSilver silver;
    private final RefreshGold gold;
    private final ForgetInTables forget;
    private final List<String> failed = new ArrayList<>();

    JobRun(SparkSession spark, JobOptions options, Tables tables, Instant now, Consumer<String> lines) {
        this.spark = spark;
        this.options = options;
        this.chosen = chosen(tables, options.only());
        this.now = now;
        this.lines = lines;
        this.tables = tablesOf(spark, options);
        Bronze bronze = new Bronze(spark, options.catalog());
        this.silver = new MergeSilver(bronze, this.tables);
        this.gold = new RefreshGold(bronze, this.tables);
        this.forget = new ForgetInTables(spark, options.catalog(), this.tables, gold, step -> {});
    }

    /**
     * Runs these jobs in order.
     *
     * @throws IllegalStateException at the end, if a table failed
     */
    void run(List<JobOptions.Job> jobs) {
        for (JobOptions.Job job : jobs) {
            switch (job) {
                case SILVER -> chosen.forEach(table -> report(job, table.name(), () -> List.of(silver.merge(table))));
                case GOLD -> orders().ifPresent(orders -> report(job, orders.name(), () -> refreshed(orders)));
                case UPKEEP -> upkeep();
                case REBUILD -> chosen.forEach(table -> report(job, table.name(), () -> rebuilt(table)));
                case STAGING -> report(job, "staging", () -> List.of(staged()));
                case FORGET -> chosen.forEach(table -> report(job, table.name(), () -> forgotten(table)));
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException("Cannot complete the run: " + String.join("; ", failed));
        }
    }

    private List<?> refreshed(TableSpec orders) {
        List<String> missing = GoldTables.missing(orders);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Cannot build gold from " + orders.name() + ": expected the columns "
                    + missing + ", which are not declared");
        }
        Optional<LakeTable> current = silver.current(orders);
        return current.isEmpty() ? List.of() : gold.refresh(current.get());
    }

    private List<?> rebuilt(TableSpec table) {
        List<Rebuilt> rebuilt = new Rebuild(silver, gold, tables).run(table);
        rebuilt.stream()
                .filter(content -> !content.isEqual())
                .forEach(content -> failed.add(content.table() + " had other content before it was rebuilt"));
        return rebuilt;
    }

    private List<?> forgotten(TableSpec table) {
        Person person = new Person(
                options.person().orElseThrow(() -> new IllegalArgumentException("Cannot forget: expected --person")));
        List<ForgetOutcome> outcomes = forget.run(table, person);
        outcomes.stream()
                .filter(outcome -> outcome.remaining() > 0)
                .forEach(outcome -> failed.add(outcome.table() + " still names the person"));
        return outcomes;
    }

    private StagingOutcome staged() {
        if (chosen.size() != 1) {
            throw new IllegalArgumentException("Cannot stage: expected one --table for the folder but was "
                    + chosen.stream().map(TableSpec::name).toList());
        }
        TableSpec table = chosen.iterator().next();
        String from = options.from().orElseThrow(() -> new IllegalArgumentException("Cannot stage: expected --from"));
        StagingOutcome outcome = new MergeStaged(spark, options.catalog(), tables)
                .merge(table, from, StagingFormats.of(spark, table, options));
        outcome.corrupt().forEach(object -> failed.add("set aside: " + object));
        return outcome;
    }

    private void upkeep() {
        Upkeep upkeep = new Upkeep(
                spark,
                options.catalog(),
                new UpkeepSettings(options.minFiles(), options.keepSnapshots(), options.orphansOlderThan()));
        for (String table : maintained()) {
            if (spark.catalog().tableExists(options.catalog() + "." + table)) {
                report(JobOptions.Job.UPKEEP, table, () -> List.of(upkeep.run(table, now)));
            }
        }
    }

    /** The Iceberg tables; Hudi maintains its tables in each commit. */
    private List<String> maintained() {
        List<String> maintained = new ArrayList<>();
        for (TableSpec table : chosen) {
            maintained.add(Bronze.LAYER + "." + table.name());
            maintained.add(SilverColumns.LAYER + "." + table.name());
        }
        GoldTables.ALL.forEach(name -> maintained.add(GoldTables.LAYER + "." + name));
        return maintained;
    }

    private Optional<TableSpec> orders() {
        return chosen.stream()
                .filter(table -> table.name().equals(GoldTables.ORDERS))
                .findFirst();
    }

    private void report(JobOptions.Job job, String table, Supplier<List<?>> work) {
        try {
            work.get().forEach(outcome -> lines.accept(line(job, outcome)));
        } catch (RuntimeException e) {
            LOG.error("Job failed job={} table={}", job, table, e);
            failed.add(table + ": " + e.getMessage());
        }
    }

    private static String line(JobOptions.Job job, Object outcome) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("job", job.name().toLowerCase(java.util.Locale.ROOT));
        line.put("outcome", outcome);
        return JSON.writeValueAsString(line);
    }

    private static LakeTables tablesOf(SparkSession spark, JobOptions options) {
        return switch (options.format()) {
            case ICEBERG -> new IcebergTables(spark, options.catalog());
            case HUDI -> {
                if (options.warehouse().isEmpty()) {
                    throw new IllegalArgumentException("Cannot write Hudi: expected --warehouse");
                }
                yield new HudiTables(
                        spark, options.warehouse(), options.hudiOptions() == null ? Map.of() : options.hudiOptions());
            }
        };
    }

    private static Collection<TableSpec> chosen(Tables tables, @Nullable List<String> only) {
        if (only == null || only.isEmpty()) {
            return tables.all();
        }
        return only.stream()
                .map(name -> tables.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("Cannot run: expected a table of "
                                + tables.all().stream().map(TableSpec::name).toList() + " but was \"" + name + "\"")))
                .toList();
    }
}
