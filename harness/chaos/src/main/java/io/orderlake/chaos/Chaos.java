package io.orderlake.chaos;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.process.ParentGuard;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./orderlake chaos} starts this program and checks the options before. Exit code 0 if source and lake agree and no
 * process ended by itself, otherwise 1.
 */
@Command(name = "chaos")
public final class Chaos implements Callable<Integer> {

    @Option(names = "--folder", required = true)
    private Path folder = Path.of("");

    @Option(names = "--minutes", required = true)
    private int minutes;

    @Option(names = "--seed", required = true)
    private long seed;

    @Option(names = "--rate", required = true)
    private double rate;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--keep")
    private boolean keep;

    public static void main(String[] args) {
        ParentGuard.start();
        CommandLine commandLine = new CommandLine(new Chaos());
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
        System.exit(commandLine.execute(args));
    }

    private static int failed(Exception e) {
        if (e instanceof UserError) {
            System.err.println("orderlake: " + e.getMessage());
        } else {
            System.err.println("orderlake: this should not have happened:");
            e.printStackTrace();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() {
        ConsoleProgress progress = progress();
        Path home = Path.of(System.getProperty("orderlake.home", ""));
        Report report = new ChaosRun(home, folder, keep, progress).run(new Report.Terms(seed, minutes, rate));
        if (json) {
            System.out.println(report.json());
        }
        report.lines().forEach(progress::line);
        if (keep) {
            progress.line("State and logs stay in " + folder);
        }
        return report.holds() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** On standard error if standard output is for the result. */
    private ConsoleProgress progress() {
        PrintStream out = json ? System.err : System.out;
        String terminals = System.getProperty("orderlake.terminals", "");
        return new ConsoleProgress(out, terminals.contains(json ? "2" : "1"));
    }
}
