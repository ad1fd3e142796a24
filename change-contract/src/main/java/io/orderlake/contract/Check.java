package io.orderlake.contract;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check of one column of an inserted or updated row.
 *
 * @param required whether the value must be present
 * @param min least value of a number, inclusive
 * @param max greatest value of a number, inclusive
 * @param oneOf allowed values as text; empty allows all
 * @param onFailure what becomes of a row that fails
 */
public record Check(
        String column,
        boolean required,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        Set<String> oneOf,
        OnFailure onFailure) {

    /** What becomes of a row that fails. */
    public enum OnFailure {
        /** It lands with a flag in {@code cdc_quality}. */
        FLAG,
        /** It becomes a reject. */
        REJECT
    }

    public Check {
        oneOf = Set.copyOf(oneOf);
    }
}
