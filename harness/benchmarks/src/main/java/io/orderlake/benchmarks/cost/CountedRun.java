package io.orderlake.benchmarks.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a fleet called and used while changes came at one rate.
 *
 * @param cpuSeconds by process
 */
public record CountedRun(
        double seconds,
        long changes,
        @JsonProperty("cpu_seconds") Map<String, Double> cpuSeconds,
        Map<String, StreamTotals> streams,
        List<Calls> calls) {

    /** What was put into a stream. */
    public record StreamTotals(long requests, long entries, long refused, long bytes, long putUnits) {}

    /** Calls of one kind. */
    public record Calls(
            @Nullable String client,
            String service,
            String operation,
            @Nullable String resource,
            long calls,
            long requestBytes,
            long answerBytes,
            long units) {}

    /** All runs of one counting. */
    public record File(String counted, List<CountedRun> runs) {

        public static File read(Path file) {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
                    .build()
                    .readValue(file, File.class);
        }
    }

    double changesPerSecond() {
        return changes / seconds;
    }

    /** The sum of a figure over some calls, per second. */
    double perSecond(Predicate<Calls> which, ToLongFunction<Calls> figure) {
        return calls.stream().filter(which).mapToLong(figure).sum() / seconds;
    }

    /** Seconds of CPU a second. */
    double cpu(String process) {
        return cpuSeconds.getOrDefault(process, 0.0) / seconds;
    }
}
