package io.orderlake.transformer.enrich;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes columns from a row's own columns. It fills what is missing and never replaces what the source gave. */
public interface Enrichment {

    /** What {@code tables.yml} calls it. */
    String name();

    /** The columns that it reads or fills; a table that uses it declares them all. */
    List<String> columns();

    /** What it finds; the row's values are as {@link io.orderlake.contract.ColumnType} says. */
    Findings enrich(Map<String, @Nullable Object> row);
}
