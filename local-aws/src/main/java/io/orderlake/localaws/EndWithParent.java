package io.orderlake.localaws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Runs a main class, {@code EndWithParent MAIN_CLASS ARGUMENTS...}, in a process that ends when its standard input does:
 * so a child started with a pipe never outlives its parent, even one that was killed.
 */
public final class EndWithParent {

    private EndWithParent() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread guard = new Thread(() -> exitAtEndOf(System.in), "end-with-parent");
        guard.setDaemon(true);
        guard.start();
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    }

    private static void exitAtEndOf(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // Means the same as its end.
        }
        System.exit(0);
    }
}
