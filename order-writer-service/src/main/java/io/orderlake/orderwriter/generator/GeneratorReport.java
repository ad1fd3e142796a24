package io.orderlake.orderwriter.generator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the generator stands.
 *
 * @param run middle part of the ids of the run, {@code gen-<run>-<n>}
 * @param rate new orders per second that were asked for; 0 is unlimited
 * @param written writes handed to DynamoDB, acknowledged or not
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

    /** A run's way. */
    enum State {
        /** No run since the service started. */
        IDLE,
        RUNNING,
        /** Nothing new is planned; what is in flight is waited for. */
        STOPPING,
        /** Everything written is acknowledged. */
        FINISHED,
        /** DynamoDB or the journal refused for good; see the problem. */
        FAILED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a stop is under way. */
    @JsonIgnore
    public boolean isStopping() {
        return state == State.STOPPING;
    }

    static GeneratorReport idle() {
        return new GeneratorReport(State.IDLE, null, null, 0, 0, 0, Map.of(), 0, null, null);
    }
}
