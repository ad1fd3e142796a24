package io.orderlake.lakewriter.landing;

import io.orderlake.lakewriter.claim.Plan;
import java.util.List;
import java.util.Optional;

/**
 * The formats that a lake writer knows.
 *
 * @param all the format that is read fastest first
 */
public record RowFormats(List<RowFormat> all) {

    /** A new format of landing objects is added here. */
    public static final RowFormats SHIPPED = new RowFormats(List.of(new ParquetFormat(), new JsonLinesFormat()));

    public RowFormats {
        all = List.copyOf(all);
        if (all.stream().map(RowFormat::name).distinct().count() != all.size()) {
            throw new IllegalArgumentException("Cannot use formats: expected different names but was " + namesOf(all));
        }
    }

    public List<String> names() {
        return namesOf(all);
    }

    public Optional<RowFormat> find(String name) {
        return all.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /** @throws IllegalArgumentException where there is no format of that name */
    public RowFormat named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot find a row format: expected one of " + names() + " but was \"" + name + "\""));
    }

    /** The format in which the rows of a plan's claims are read again. Each of the plan's formats holds every row. */
    public RowFormat fastestOf(Plan plan) {
        return all.stream()
                .filter(format -> plan.formats().contains(format.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot find a row format: expected one of " + names() + " but was " + plan.formats()));
    }

    private static List<String> namesOf(List<RowFormat> formats) {
        return formats.stream().map(RowFormat::name).toList();
    }
}
