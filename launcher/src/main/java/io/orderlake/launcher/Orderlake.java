package io.orderlake.launcher;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The launcher: {@code ./orderlake COMMAND}. Exit code 0 is success, 1 a failure, 2 a wrong command line. */
@Command(
        name = "orderlake",
        description = "Turns every change of a DynamoDB row into a row of a query-ready lake on S3.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ChaosCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            VerifyCommand.class,
            TraceCommand.class,
            TailCommand.class,
            QueryCommand.class,
            RedriveCommand.class,
            ForgetCommand.class,
            SimulateCommand.class,
            ImagesCommand.class,
            AwsCommand.class,
            RunFleetCommand.class
        },
        footer = {
            "",
            "State is kept in ./.orderlake of the working folder. With ORDERLAKE_AWS_ENDPOINT=<url>",
            "the fleet uses that endpoint (LocalStack, for example) instead of the local AWS that",
            "the launcher starts.",
            "",
            "New here? ./orderlake demo"
        })
public final class Orderlake {

    private Orderlake() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Orderlake());
        commandLine
                .getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getErr()));
        commandLine.setParameterExceptionHandler((e, args) -> wrong(e));
        return commandLine;
    }

    private static int wrong(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("orderlake: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try ./" + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof UserError) {
            err.println("orderlake: " + e.getMessage());
        } else {
            err.println("orderlake: unexpected error:");
            e.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
