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
 * What a demo came to.
 *
 * @param landing the comparison of source and landing objects
 * @param lakehouse that of source and silver and gold; empty where Spark was left out
 */
public record DemoReport(VerifyReport landing, Optional<LakehouseReport> lakehouse) {

    /** Whether source and lake agree in every layer, and nothing was rejected. */
    public boolean agrees() {
        return landing.agrees()
                && landing.rejected() == 0
                && lakehouse.map(LakehouseReport::agrees).orElse(true);
    }

    /** One object on one line. */
    public String json() {
        Map<String, Object> members = new LinkedHashMap<>(landing.members());
        lakehouse.ifPresent(report -> members.putAll(report.members()));
        return JsonMapper.shared().writeValueAsString(members);
    }

    /** The same for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(landing.lines());
        lakehouse.ifPresent(report -> lines.addAll(report.lines()));
        return lines;
    }
}
