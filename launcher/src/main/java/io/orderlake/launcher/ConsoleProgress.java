package io.orderlake.launcher;

import java.io.PrintStream;

/** Prints progress: on a terminal one line that changes in place, elsewhere a new line every few seconds. */
public final class ConsoleProgress {

    private static final long QUIET_NANOS = 5_000_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean open;
    private long lastNanos = System.nanoTime() - QUIET_NANOS;

    public ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Progress on standard output. */
    static ConsoleProgress onOutput() {
        return new ConsoleProgress(System.out, isTerminal("1"));
    }

    /** Progress on standard error, because standard output is for the result. */
    static ConsoleProgress onError() {
        return new ConsoleProgress(System.err, isTerminal("2"));
    }

    private static boolean isTerminal(String descriptor) {
        return System.getProperty("orderlake.terminals", "").contains(descriptor);
    }

    /** Prints a line that stays. */
    public synchronized void line(String text) {
        close();
        out.println(text);
        out.flush();
    }

    /** Prints a line that the next one replaces. */
    public synchronized void live(String text) {
        if (terminal) {
            out.print(CLEAR + text);
            open = true;
        } else if (System.nanoTime() - lastNanos >= QUIET_NANOS) {
            out.println(text);
            lastNanos = System.nanoTime();
        }
        out.flush();
    }

    private void close() {
        if (open) {
            out.println();
            open = false;
        }
    }
}
