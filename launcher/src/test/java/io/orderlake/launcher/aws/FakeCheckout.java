package io.orderlake.launcher.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A checkout and a path whose Maven, Node and npx are scripts that record how they were called. */
final class FakeCheckout {

    /** How a program behaves or fails. */
    enum Npx {
        SUCCEEDS("exit 0"),
        TELLS_OUTPUTS("""
                while [ $# -gt 0 ]; do
                  [ "$1" != --outputs-file ] || /bin/cp "$HOME/outputs.json" "$2"
                  shift
                done"""),
        FAILS_WITH_7("exit 7"),
        WAITS("""
                /bin/sleep 600 &
                echo $! >"$HOME/npx.pid"
                wait""");

        private final String script;

        Npx(String script) {
            this.script = script;
        }
    }

    private final Path folder;

    FakeCheckout(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("bin"));
            Files.createDirectories(folder.resolve("home/deploy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        script("home/mvnw", "exit 0");
    }

    FakeCheckout withNode(String version) {
        return script("bin/node", "echo " + version);
    }

    FakeCheckout withNpx(Npx npx) {
        return script("bin/npx", "pwd >\"$HOME/npx.folder\"\necho \"$*\" >>\"$HOME/npx.calls\"\n" + npx.script);
    }

    FakeCheckout withMaven(String script) {
        return script("home/mvnw", script);
    }

    FakeCheckout withOutputs(String json) {
        return write("outputs.json", json);
    }

    FakeCheckout withFile(String name, String text) {
        return write(name, text);
    }

    Path home() {
        return folder.resolve("home");
    }

    Path state() {
        return folder.resolve("state");
    }

    /** An environment in which a deployment is possible. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(nobody());
        variables.put("AWS_ACCESS_KEY_ID", "fake");
        variables.put("AWS_SECRET_ACCESS_KEY", "fake");
        variables.put("AWS_REGION", "eu-central-1");
        return variables;
    }

    /** An environment without settings of AWS. */
    Map<String, String> nobody() {
        return Map.of("PATH", folder.resolve("bin").toString(), "HOME", folder.toString());
    }

    /** The calls of npx, one per line. */
    List<String> calls() {
        return Files.exists(folder.resolve("npx.calls"))
                ? read("npx.calls").lines().toList()
                : List.of();
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    private FakeCheckout script(String name, String body) {
        write(name, "#!/bin/sh\n" + body + "\n");
        if (!folder.resolve(name).toFile().setExecutable(true)) {
            throw new IllegalStateException("Cannot make " + name + " a program");
        }
        return this;
    }

    private FakeCheckout write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
