/** Columns that are computed. Pure: one class each, listed in {@link io.orderlake.transformer.enrich.Enrichments}. */
@NullMarked
package io.orderlake.transformer.enrich;

import org.jspecify.annotations.NullMarked;
