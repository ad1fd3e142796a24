package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A real Prometheus, if the machine has one. */
record PrometheusTools(Path prometheus, Path promtool) {

    /** Skips the test with a message where there is none. */
    static PrometheusTools found() {
        Optional<Path> prometheus = onThePath("prometheus");
        Optional<Path> promtool = onThePath("promtool");
        if (prometheus.isEmpty() || promtool.isEmpty()) {
            String why = "Skipped: no prometheus and promtool on the PATH (Debian's package prometheus has both;"
                    + " .ci/run brings them)";
            System.out.println(why);
            throw new TestAbortedException(why);
        }
        return new PrometheusTools(prometheus.get(), promtool.get());
    }

    private static Optional<Path> onThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The output of promtool for our files. It must report no error. */
    String check(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(arguments));
        Process tool = new ProcessBuilder(command)
                .directory(ObservabilityFiles.PROMETHEUS.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(output).isZero();
        return output;
    }
}
