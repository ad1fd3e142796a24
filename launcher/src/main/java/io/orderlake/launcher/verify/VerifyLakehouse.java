package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.verify.Evidence.Intake;
import io.orderlake.proof.TableShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares silver and gold with a source that is at rest, row by row; all that was written must have come there. */
public final class VerifyLakehouse {

    /**
     * Data files of the snapshots to compare, by table.
     *
     * @param gold empty for a lake whose orders are not the shipped ones
     */
    public record Layers(Map<String, List<Path>> silver, Map<String, List<Path>> gold) {
        public Layers {
            silver = Map.copyOf(silver);
            gold = Map.copyOf(gold);
        }
    }

    /** The table that gold is made of. */
    private static final String ORDERS = "orders";

    private static final int EXAMPLES = 5;

    private final Verify.Scope scope;
    private final List<TableShape> tables;
    private final DynamoSource source;
    private final Lake landing;

    /** @param landing its Parquet objects say what gold's timelines must be */
    public VerifyLakehouse(Verify.Scope scope, DynamoDbClient dynamodb, Lake landing) {
        this.scope = scope;
        this.tables = Verify.tables(scope.tables());
        this.source = new DynamoSource(dynamodb);
        this.landing = landing;
    }

    /** Reads all witnesses and compares. */
    public LakehouseReport run(Layers layers) {
        Path work = workFolder();
        try (Evidence evidence = new Evidence(work)) {
            try (Intake intake = evidence.intake()) {
                Verify.readSource(scope, tables, source, intake);
                for (TableShape table : tables) {
                    SilverFiles.read(table, layers.silver().getOrDefault(table.name(), List.of()), work, intake);
                }
            }
            List<Finding> findings = silver(evidence);
            return report(evidence.rows(SilverRow.SILVER), findings, gold(evidence, layers));
        } finally {
            FolderCleanup.delete(work);
        }
    }

    private List<Finding> silver(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        evidence.forEachRow((name, row) -> tables.stream()
                .filter(table -> table.name().equals(name))
                .forEach(table -> findings.addAll(SilverRow.compare(table, row))));
        return findings;
    }

    private List<String> gold(Evidence evidence, Layers layers) {
        if (tables.stream().noneMatch(table -> table.name().equals(ORDERS) && table.versioned())) {
            return List.of();
        }
        try {
            return new GoldCheck(evidence.database())
                    .differences(landing.objects(Lake.Format.PARQUET, ORDERS), layers.gold());
        } catch (SQLException e) {
            throw new UserError("Cannot compare gold: " + e.getMessage(), e);
        }
    }

    private static LakehouseReport report(long rows, List<Finding> findings, List<String> gold) {
        Map<Difference, Long> counts = new EnumMap<>(Difference.class);
        List<Finding> examples = new ArrayList<>();
        for (Finding finding : findings) {
            if (counts.merge(finding.difference(), 1L, Long::sum) <= EXAMPLES) {
                examples.add(finding);
            }
        }
        return new LakehouseReport(rows, counts, examples, gold);
    }

    private static Path workFolder() {
        try {
            return Files.createTempDirectory("orderlake-verify-silver");
        } catch (IOException e) {
            throw new UserError("Cannot compare: no folder for the work database: " + e.getMessage(), e);
        }
    }
}
