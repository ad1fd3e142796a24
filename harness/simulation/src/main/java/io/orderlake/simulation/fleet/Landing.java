package io.orderlake.simulation.fleet;

import java.util.List;

/**
 * The settings of a lake writer that decide how objects look. They may change when it is restarted.
 *
 * @param formats of its landing objects
 */
public record Landing(List<String> formats, Partitions partitions) {

    private static final List<Landing> ALL = List.of(
            new Landing(List.of("json"), Partitions.BY_DATE),
            new Landing(List.of("json", "lines"), Partitions.BY_DATE),
            new Landing(List.of("lines"), Partitions.BY_STATUS),
            new Landing(List.of("json"), Partitions.BY_STATUS));

    /** How rows are laid out. */
    public enum Partitions {
        BY_DATE,
        BY_STATUS
    }

    /** One of a few combinations, which the number selects. */
    public static Landing number(long number) {
        return ALL.get((int) Math.floorMod(number, (long) ALL.size()));
    }

    boolean byStatus() {
        return partitions == Partitions.BY_STATUS;
    }
}
