package io.orderlake.lakehouse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a job. All have values, because AWS Glue passes no other arguments. */
@Command(name = "lakehouse", description = "Orderlake's Spark jobs: bronze to silver to gold")
interface JobOptions {

    /** The jobs. */
    enum Job {
        SILVER,
        GOLD,
        UPKEEP,
        REBUILD,
        STAGING,
        FORGET
    }

    /** The table format of silver and gold; bronze is always Iceberg. */
    enum Format {
        ICEBERG,
        HUDI
    }

    /** The format of the objects in {@code --from}. */
    enum Staged {
        LANDING_PARQUET,
        LANDING_JSON,
        DMS_CSV,
        DMS_PARQUET
    }

    @Option(
            names = "--job",
            required = true,
            split = ",",
            description = "silver, gold, upkeep, rebuild, staging, forget; several run in the order given")
    List<Job> jobs();

    @Option(names = "--tables", description = "tables.yml, here or on S3; default: the shipped one")
    Optional<String> tables();

    @Option(names = "--table", split = ",", description = "these tables only")
    List<String> only();

    @Option(
            names = "--catalog",
            defaultValue = "lake",
            description = "name of the Iceberg catalog; not that of a layer")
    String catalog();

    @Option(
            names = "--catalog-option",
            split = ",",
            description = "options of the catalog, as type=rest,uri=http://…; not needed if Spark's settings have it")
    Map<String, String> catalogOptions();

    @Option(names = "--warehouse", defaultValue = "", description = "folder of new tables; needed for Hudi")
    String warehouse();

    @Option(names = "--format", defaultValue = "iceberg", description = "of silver and gold: iceberg or hudi")
    Format format();

    @Option(names = "--hudi-option", split = ",", description = "options of Hudi: a lock provider, catalog sync")
    Map<String, String> hudiOptions();

    @Option(names = "--every", description = "time between the starts of two runs, until the process is stopped")
    Optional<Duration> every();

    @Option(
            names = "--upkeep-every",
            defaultValue = "0s",
            description = "with --every: minimum time between two upkeeps; 0s: in every round")
    Duration upkeepEvery();

    @Option(
            names = "--min-files",
            defaultValue = "5",
            description = "upkeep: number of small files from which on they are merged")
    int minFiles();

    @Option(names = "--keep-snapshots", defaultValue = "5d", description = "upkeep: how far time travel reaches")
    Duration keepSnapshots();

    @Option(
            names = "--orphans-older-than",
            defaultValue = "3d",
            description = "upkeep: age of unknown files that are removed")
    Duration orphansOlderThan();

    @Option(names = "--lock", description = "a file; waits while another job of this machine holds it")
    Optional<Path> lock();

    @Option(names = "--person", description = "forget: the id of the person")
    Optional<String> person();

    @Option(names = "--from", description = "staging: the folder")
    Optional<String> from();

    @Option(names = "--staged", description = "staging: landing_parquet, landing_json, dms_csv or dms_parquet")
    Optional<Staged> staged();

    @Option(
            names = "--dms-columns",
            split = ",",
            description = "staging: columns of CSV files without header, Op first")
    List<String> dmsColumns();

    @Option(
            names = "--dms-op-in-full-load",
            arity = "1",
            defaultValue = "false",
            description = "staging: as DMS is set")
    boolean dmsOpInFullLoad();

    @Option(names = "--dms-time-column", defaultValue = "", description = "staging: column of the time of the change")
    String dmsTimeColumn();

    @Option(names = "--dms-null", defaultValue = "NULL", description = "staging: text for null")
    String dmsNull();

    @Option(names = "--mask-key-file", description = "staging of DMS files: file with the transformer's mask key")
    Optional<String> maskKeyFile();

    @Option(
            names = {"--JOB_NAME", "--JOB_ID", "--JOB_RUN_ID", "--TempDir"},
            hidden = true,
            description = "Glue's own")
    List<String> gluesOwn();

    /**
     * The options of a command line.
     *
     * @throws IllegalArgumentException with one sentence about what is wrong
     */
    static JobOptions of(String... arguments) {
        CommandLine line = new CommandLine(JobOptions.class)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, JobOptions::duration);
        try {
            line.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new IllegalArgumentException("Cannot start: " + e.getMessage(), e);
        }
        return line.getCommand();
    }

    private static Duration duration(String text) {
        Matcher matcher = Pattern.compile("(\\d{1,9})([smhd])").matcher(text);
        if (!matcher.matches()) {
            throw new CommandLine.TypeConversionException("expected a time such as 30s, 5m, 6h or 5d but was " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
