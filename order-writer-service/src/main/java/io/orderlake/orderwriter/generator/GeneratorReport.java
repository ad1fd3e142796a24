package io.orderlake.orderwriter.generator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the generator.
 *
 * @param run middle part of the ids of the run, {@code gen-<run>-<n>}
 * @param rate requested new orders per second; 0 is unlimited
 * @param written writes sent to DynamoDB, acknowledged or not
 * @param acknowledged writes that DynamoDB has acknowledged
 * @param byKind acknowledged writes by kind
 * @param writesPerSecond acknowledged writes per second since the run began
 * @param journal file of acknowledged writes
 * @param problem why the run failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GeneratorReport(
        State state,
        @Nullable String run,
        @Nullable Long seed,
        double rate,
        long written,
        long acknowledged,
        @JsonProperty("by_kind") Map<WriteKind, Long> byKind,
        @JsonProperty("writes_per_second") double writesPerSecond,
        @Nullable String journal,
        @Nullable String problem) {

    /** The states of a run, in order. */
    enum State {
        /** No run since the service started. */
        IDLE,
        RUNNING,
        /** Nothing new is planned; writes in flight are still to be acknowledged. */
        STOPPING,
        /** Everything written is acknowledged. */
        FINISHED,
        /** DynamoDB or the journal failed; see the problem. */
        FAILED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the run is stopping. */
    @JsonIgnore
    public boolean isStopping() {
        return state == State.STOPPING;
    }

    static GeneratorReport idle() {
        return new GeneratorReport(State.IDLE, null, null, 0, 0, 0, Map.of(), 0, null, null);
    }
}
