package io.orderlake.launcher.fleet;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bound of a JVM's heap, as the system shows its arguments. */
final class HeapLimit {

    private static final Pattern BOUND = Pattern.compile("-Xmx(\\d+)m");

    private HeapLimit() {}

    /** In megabytes; 0 where it is not told. */
    static int megabytes(ProcessHandle process) {
        return megabytes(process.info().arguments().orElse(new String[0]));
    }

    static int megabytes(String... arguments) {
        return Arrays.stream(arguments)
                .map(BOUND::matcher)
                .filter(Matcher::matches)
                .mapToInt(bound -> Integer.parseInt(bound.group(1)))
                // The JVM takes the last.
                .reduce(0, (earlier, later) -> later);
    }
}
