package io.orderlake.lakehouse;

import java.util.List;

/**
 * The main class for AWS Glue, which hands its own arguments to the job beside those of the run. Ours stand in one,
 * {@code --options}, as on a command line; no value of theirs holds a blank.
 */
public final class GlueJob {

    private static final String OPTIONS = "--options";

    private GlueJob() {}

    public static void main(String... arguments) throws InterruptedException {
        LakehouseJob.main(options(arguments));
    }

    /** @throws IllegalArgumentException where there is no such argument */
    static String[] options(String... arguments) {
        int name = List.of(arguments).indexOf(OPTIONS);
        if (name < 0 || name + 1 == arguments.length || arguments[name + 1].isBlank()) {
            throw new IllegalArgumentException("Cannot start: expected " + OPTIONS + " and what the job is told, as"
                    + " \"--job silver,gold …\", but was " + List.of(arguments));
        }
        return arguments[name + 1].strip().split("\\s+");
    }
}
