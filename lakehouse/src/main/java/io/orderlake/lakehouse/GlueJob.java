package io.orderlake.lakehouse;

import java.util.List;

/**
 * The main class for AWS Glue, which passes its own arguments to the job too. Ours are the value of one argument,
 * {@code --options}, in the form of a command line; no value contains a blank.
 */
public final class GlueJob {

    private static final String OPTIONS = "--options";

    private GlueJob() {}

    public static void main(String... arguments) throws InterruptedException {
        LakehouseJob.main(options(arguments));
    }

    /** @throws IllegalArgumentException if there is no such argument */
    static String[] options(String... arguments) {
        int name = List.of(arguments).indexOf(OPTIONS);
        if (name < 0 || name + 1 == arguments.length || arguments[name + 1].isBlank()) {
            throw new IllegalArgumentException(
                    "Cannot start: expected " + OPTIONS + " with the options of the job, such as"
                            + " \"--job silver,gold …\", but was " + List.of(arguments));
        }
        return arguments[name + 1].strip().split("\\s+");
    }
}
