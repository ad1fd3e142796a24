package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.LakeObject;
import io.orderlake.launcher.verify.WorkDatabase.Intake;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
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

    private final List<TableShape> tables;
    private final SourceTables source;
    private final Lake landing;

    /** @param landing its Parquet objects say what gold's timelines must be */
    public VerifyLakehouse(Verify.Scope scope, DynamoDbClient dynamodb, Lake landing) {
        this.tables = Verify.tables(scope.tables());
        this.source = new SourceTables(dynamodb);
        this.landing = landing;
    }

    /** Reads all witnesses and compares. */
    public LakehouseReport run(Layers layers) {
        Path work = Verify.workFolder();
        try (WorkDatabase evidence = new WorkDatabase(work)) {
            try (Intake intake = evidence.intake()) {
                tables.forEach(table -> read(table, layers, work, intake));
            }
            List<ProofDifference> differences = silver(evidence);
            return report(evidence.silverRows(), differences, gold(evidence, layers));
        } finally {
            FolderCleanup.delete(work);
        }
    }

    private void read(TableShape table, Layers layers, Path work, Intake intake) {
        source.read(table, intake);
        List<Path> landed = landing.objects(Lake.Format.PARQUET, table.name()).stream()
                .map(LakeObject::file)
                .toList();
        SilverFiles.readLanded(table, landed, work, intake);
        SilverFiles.read(table, layers.silver().getOrDefault(table.name(), List.of()), work, intake);
    }

    private List<ProofDifference> silver(WorkDatabase evidence) {
        List<ProofDifference> differences = new ArrayList<>();
        evidence.forEachRow((name, key, row) -> tables.stream()
                .filter(table -> table.name().equals(name))
                .forEach(table -> differences.addAll(new SilverComparison(table).compare(key, row))));
        return differences;
    }

    private List<String> gold(WorkDatabase evidence, Layers layers) {
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

    private static LakehouseReport report(long rows, List<ProofDifference> differences, List<String> gold) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        List<ProofDifference> examples = new ArrayList<>();
        for (ProofDifference difference : differences) {
            if (counts.merge(difference.kind(), 1L, Long::sum) <= EXAMPLES) {
                examples.add(difference);
            }
        }
        return new LakehouseReport(rows, counts, examples, gold);
    }
}
