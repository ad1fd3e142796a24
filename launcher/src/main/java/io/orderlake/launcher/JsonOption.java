package io.orderlake.launcher;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option {@code --json} of commands that print progress and then one result. */
final class JsonOption {

    @Option(names = "--json", description = "Print one JSON object on one line; progress goes to standard error.")
    private boolean json;

    /** Progress on standard output, unless that is for the JSON object. */
    ConsoleProgress progress() {
        return json ? ConsoleProgress.onError() : ConsoleProgress.onOutput();
    }

    boolean isSet() {
        return json;
    }

    /** Prints the result as the user wants it. */
    void print(Supplier<String> object, Supplier<List<String>> lines) {
        System.out.println(json ? object.get() : String.join("\n", lines.get()));
    }
}
