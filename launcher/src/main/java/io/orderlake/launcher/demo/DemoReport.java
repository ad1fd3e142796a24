package io.orderlake.launcher.demo;

import io.orderlake.launcher.verify.LakehouseReport;
import io.orderlake.launcher.verify.VerifyReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result of a demo.
 *
 * @param landing the comparison of source and landing objects
 * @param lakehouse the comparison of source, silver and gold; empty if the demo ran without Spark
 */
public record DemoReport(VerifyReport landing, Optional<LakehouseReport> lakehouse) {

    /** Whether source and lake agree in every layer and nothing was rejected. */
    public boolean agrees() {
        return landing.agrees()
                && landing.rejected() == 0
                && lakehouse.map(LakehouseReport::agrees).orElse(true);
    }

    /** The result as a JSON object on one line. */
    public String json() {
        Map<String, Object> members = new LinkedHashMap<>(landing.members());
        lakehouse.ifPresent(report -> members.putAll(report.members()));
        return JsonMapper.shared().writeValueAsString(members);
    }

    /** The result as lines of text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(landing.lines());
        lakehouse.ifPresent(report -> lines.addAll(report.lines()));
        return lines;
    }
}
