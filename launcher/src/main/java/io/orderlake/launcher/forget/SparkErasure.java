package io.orderlake.launcher.forget;

import io.orderlake.contract.Person;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.LakehouseRun;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Erases a person from bronze, silver and gold of a running fleet with Spark on this machine. */
public final class SparkErasure implements LakehouseErasure {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OUTCOME = "{\"job\":\"forget\"";

    private final LakehouseRun run;
    private final FleetState fleet;

    public SparkErasure(LakehouseRun run, FleetState fleet) {
        this.run = run;
        this.fleet = fleet;
    }

    @Override
    public Map<String, Long> forget(Person person) {
        return found(run.run(
                "lakehouse-forget",
                "Erasing the person from bronze, silver and gold",
                fleet,
                List.of("--job", "forget", "--person", person.id())));
    }

    /** The number of rows that named the person, by table, from the lines that the job printed. */
    static Map<String, Long> found(List<String> lines) {
        Map<String, Long> found = new TreeMap<>();
        for (String line : lines) {
            if (line.startsWith(OUTCOME)) {
                JsonNode outcome = JSON.readTree(line).path("outcome");
                found.merge(
                        outcome.path("table").asString(), outcome.path("found").asLong(), Long::sum);
            }
        }
        return found;
    }
}
