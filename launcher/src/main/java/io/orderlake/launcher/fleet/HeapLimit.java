package io.orderlake.launcher.fleet;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the maximum heap of a JVM from its command-line arguments. */
final class HeapLimit {

    private static final Pattern BOUND = Pattern.compile("-Xmx(\\d+)m");

    private HeapLimit() {}

    /** The limit in megabytes; 0 if it is unknown. */
    static int megabytes(ProcessHandle process) {
        return megabytes(process.info().arguments().orElse(new String[0]));
    }

    static int megabytes(String... arguments) {
        return Arrays.stream(arguments)
                .map(BOUND::matcher)
                .filter(Matcher::matches)
                .mapToInt(bound -> Integer.parseInt(bound.group(1)))
                // The JVM uses the last one.
                .reduce(0, (earlier, later) -> later);
    }
}
