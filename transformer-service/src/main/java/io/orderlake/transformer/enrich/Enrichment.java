package io.orderlake.transformer.enrich;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes columns from a row's own columns. It fills what is missing and never replaces what the source delivered. */
public interface Enrichment {

    /** Its name in {@code tables.yml}. */
    String name();

    /** The columns that it reads. A table that uses it declares them. */
    List<String> reads();

    /** The columns that it fills. A table that uses it declares them as {@code derived}. */
    List<String> fills();

    /** What it computes from a row, whose values are as {@link io.orderlake.contract.ColumnType} says. */
    Findings enrich(Map<String, @Nullable Object> row);
}
