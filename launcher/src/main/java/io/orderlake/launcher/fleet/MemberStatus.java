package io.orderlake.launcher.fleet;

import io.orderlake.launcher.fleet.FleetState.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/**
 * The current status of a process of the fleet.
 *
 * @param health the status that its Actuator reports; {@code up} for a process without Actuator, {@code down} for one that has ended
 * @param lagMillis how far it is behind its input; -1 if it has no input
 * @param memoryKilobytes resident memory; 0 if the system does not report it
 * @param heapMegabytes its maximum heap; 0 if unknown. The process uses more memory than this
 */
public record MemberStatus(Member member, String health, long lagMillis, long memoryKilobytes, int heapMegabytes) {

    /** The header of {@link #line}. */
    public static final String HEADER = String.format(
            Locale.ROOT, "%-13s %-15s %10s %9s %9s  %s", "process", "health", "lag", "memory", "heap", "URL");

    private static final String UP = "up";

    /** Reads the current status of a process. */
    public static MemberStatus of(Member member) {
        Optional<ProcessHandle> process = member.running().process();
        if (process.isEmpty()) {
            return new MemberStatus(member, "down", -1, 0, 0);
        }
        int heap = HeapLimit.megabytes(process.get());
        long memory = memory(member.running().pid());
        if (member.managementPort() == 0) {
            return new MemberStatus(member, UP, -1, memory, heap);
        }
        OptionalDouble lag = Metrics.of(member.managementPort()).max("orderlake_lag_milliseconds", "");
        long behind = lag.isPresent() ? (long) lag.getAsDouble() : -1;
        return new MemberStatus(member, health(member), behind, memory, heap);
    }

    public boolean isHealthy() {
        return health.equals(UP);
    }

    /** The status as a line of a table. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-13s %-15s %10s %9s %9s  %s",
                member.name(),
                health,
                lagMillis < 0 ? "-" : String.format(Locale.ROOT, "%,d ms", lagMillis),
                memoryKilobytes == 0 ? "-" : memoryKilobytes / 1024 + " MB",
                heapMegabytes == 0 ? "-" : heapMegabytes + " MB",
                member.port() == 0 ? "-" : "http://127.0.0.1:" + member.port());
    }

    /** The status as members of a JSON object. */
    public Map<String, Object> json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", member.name());
        members.put("pid", member.running().pid());
        members.put("health", health);
        if (lagMillis >= 0) {
            members.put("lag_ms", lagMillis);
        }
        members.put("memory_kb", memoryKilobytes);
        if (heapMegabytes > 0) {
            members.put("heap_bound_kb", heapMegabytes * 1024L);
        }
        addUrls(members);
        members.put("log", member.log());
        return members;
    }

    private void addUrls(Map<String, Object> members) {
        if (member.port() > 0) {
            members.put("url", "http://127.0.0.1:" + member.port());
        }
        if (member.managementPort() > 0) {
            members.put("actuator", "http://127.0.0.1:" + member.managementPort() + "/actuator");
        }
    }

    private static String health(Member member) {
        Http.Answer answer = Http.get(member.managementPort(), "/actuator/health/readiness");
        if (answer.status() == 0) {
            return "no answer";
        }
        return new JsonMapper()
                .readTree(answer.body())
                .path("status")
                .asString("unknown")
                .toLowerCase(Locale.ROOT);
    }

    private static long memory(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return memoryByPs(pid);
        }
    }

    /** For systems without /proc, such as macOS. */
    private static long memoryByPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Long.parseLong(kilobytes.strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
