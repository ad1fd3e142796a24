package io.orderlake.launcher.verify;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Sleep;
import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.Lake.Format;
import io.orderlake.launcher.verify.Evidence.Intake;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.TablesYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Compares the source, as it stood when this began, with the lake: reads journal and tables first, then the landing objects,
 * and those again until they agree or the wait is over. What landed after the first look is explained by a second one.
 */
public final class Verify {

    /**
     * What to compare.
     *
     * @param tables a {@code tables.yml}; absent means the shipped one
     * @param journal the generator's journal; absent or not there means that only the tables witness
     * @param formats formats that must hold every change; empty means those that have landed anything
     * @param patience how long the lake may take to catch up
     */
    public record Scope(@Nullable Path tables, @Nullable Path journal, List<String> formats, Duration patience) {
        public Scope {
            formats = List.copyOf(formats);
        }
    }

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Scope scope;
    private final List<TableShape> tables;
    private final Supplier<Lake> lakes;
    private final DynamoDbClient dynamodb;
    private final DynamoSource source;
    private final ConsoleProgress progress;

    /** @param lakes gives the lake as it stands now */
    public Verify(Scope scope, Supplier<Lake> lakes, DynamoDbClient dynamodb, ConsoleProgress progress) {
        this.scope = scope;
        this.tables = tables(scope.tables());
        this.lakes = lakes;
        this.dynamodb = dynamodb;
        this.source = new DynamoSource(dynamodb);
        this.progress = progress;
    }

    static List<TableShape> tables(@Nullable Path file) {
        try {
            return TablesYaml.read(file);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads all witnesses and compares. */
    public VerifyReport run() {
        Instant begun = Instant.now();
        Path work = workFolder();
        try (Evidence evidence = new Evidence(work)) {
            readSource(evidence);
            VerifyReport report = readLakeAndCompare(evidence, work, begun);
            while (!report.agrees() && Instant.now().isBefore(begun.plus(scope.patience()))) {
                progress.live("The lake has not caught up: " + summary(report) + "; looking again");
                Sleep.lasting(PAUSE);
                report = readLakeAndCompare(evidence, work, begun);
            }
            return report;
        } finally {
            delete(work);
        }
    }

    private void readSource(Evidence evidence) {
        try (Intake intake = evidence.intake()) {
            readSource(scope, tables, source, intake);
        }
    }

    static void readSource(Scope scope, List<TableShape> tables, DynamoSource source, Intake intake) {
        Path journal = scope.journal();
        for (TableShape table : tables) {
            if (journal != null && table.versioned() && Files.isRegularFile(journal)) {
                Journal.read(journal, table, intake);
            }
            source.read(table, intake);
        }
    }

    private VerifyReport readLakeAndCompare(Evidence evidence, Path work, Instant begun) {
        evidence.forgetLake();
        DeclaredErasures erasures = new DeclaredErasures(dynamodb);
        Lake lake = lakes.get();
        List<Format> formats = formats(lake);
        try (Intake intake = evidence.intake()) {
            for (TableShape table : tables) {
                JsonObjects.read(table, lake.objects(Format.JSON, table.name()), erasures, intake);
                ParquetObjects.read(table, lake.objects(Format.PARQUET, table.name()), erasures, work, intake);
            }
            RejectObjects.read(tables, lake.rejects(), intake);
        }
        evidence.closeRejects();
        return compare(evidence, formats.stream().map(Format::word).toList(), begun);
    }

    private VerifyReport compare(Evidence evidence, List<String> formats, Instant begun) {
        Map<String, TableShape> byName = new HashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        Tally tally = new Tally(formats);
        evidence.forEachRow((name, row) -> {
            TableShape table = byName.get(name);
            if (table != null) {
                tally.add(row, findings(table, row, formats));
            }
        });
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        Freshness freshness = new Freshness(evidence.freshness(0.5), evidence.freshness(0.99));
        return tally.report(evidence.openRejects(), freshness, seconds);
    }

    private List<Finding> findings(TableShape table, RowEvidence row, List<String> formats) {
        List<Finding> findings = compare(table, row, formats);
        boolean maybeNewer = findings.stream()
                .anyMatch(f -> f.difference() == Difference.EXTRA || f.difference() == Difference.STALE);
        return maybeNewer ? compare(table, row.lookedAgain(source.look(table, row.key())), formats) : findings;
    }

    private static List<Finding> compare(TableShape table, RowEvidence row, List<String> formats) {
        List<Finding> findings = new ArrayList<>();
        for (String format : formats) {
            findings.addAll(
                    table.versioned()
                            ? VersionedRow.compare(table, row, format)
                            : PlainRow.compare(table, row, format));
        }
        return findings;
    }

    private List<Format> formats(Lake lake) {
        List<Format> named = Stream.of(Format.values())
                .filter(format -> scope.formats().contains(format.word()))
                .toList();
        List<Format> found = named.isEmpty() ? lake.formats() : named;
        return found.isEmpty() ? List.of(Format.PARQUET) : found;
    }

    private static String summary(VerifyReport report) {
        return report.count(Difference.MISSING) + " missing, " + report.count(Difference.STALE) + " stale, "
                + report.count(Difference.EXTRA) + " extra";
    }

    private static Path workFolder() {
        try {
            return Files.createTempDirectory("orderlake-verify");
        } catch (IOException e) {
            throw new UserError("Cannot compare: no folder for the work database: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        FolderCleanup.delete(folder);
    }
}
