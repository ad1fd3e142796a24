package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakehouseJobTest {

    @TempDir
    Path folder;

    @Test
    void theJobUnderstandsWhatItsCronJobTellsIt() throws Exception {
        Path values = Files.writeString(folder.resolve("values.yaml"), """
                global: {names: {bucket: our-lake}, tables: "tables: {}"}
                lakehouse:
                  enabled: true
                  catalogOptions: {type: rest, uri: "http://catalog:8181"}
                  jobs: {upkeep: {arguments: ["--keep-snapshots=9d"]}}
                """);

        Object merge = options(cronJob("orderlake-lakehouse-merge", values));
        Object upkeep = options(cronJob("orderlake-lakehouse-upkeep", values));

        assertThat(option(merge, "jobs")).hasToString("[SILVER, GOLD]");
        assertThat(option(merge, "catalogOptions")).isEqualTo(Map.of("type", "rest", "uri", "http://catalog:8181"));
        assertThat(option(merge, "warehouse")).isEqualTo("s3://our-lake/lake");
        assertThat(option(merge, "tables")).hasToString("Optional[/etc/orderlake/tables/tables.yml]");
        assertThat(option(upkeep, "jobs")).hasToString("[UPKEEP]");
        assertThat(option(upkeep, "keepSnapshots")).hasToString("PT216H");
    }

    private static List<String> cronJob(String name, Path values) throws IOException {
        return Rendering.of(Chart.ORDERLAKE, Rendering.KUBERNETES.get(1), values)
                .ofKind("CronJob")
                .filter(job -> job.name().equals(name))
                .flatMap(job -> Objects.requireNonNull(job.pods().getSpec()).getContainers().stream())
                .map(container -> container.getArgs())
                .findFirst()
                .orElseThrow();
    }

    /** Reads the arguments as spark-submit does: the class, the jar, and then the job's own arguments. */
    private static Object options(List<String> arguments) throws Exception {
        int main = arguments.indexOf("--class") + 1;
        Class<?> job = Class.forName(arguments.get(main), false, LakehouseJobTest.class.getClassLoader());
        Class<?> options = Class.forName(job.getPackageName() + ".JobOptions");
        Method parse = options.getDeclaredMethod("of", String[].class);
        parse.setAccessible(true);
        return parse.invoke(
                null, (Object) arguments.subList(main + 2, arguments.size()).toArray(String[]::new));
    }

    private static Object option(Object options, String name) throws Exception {
        Class<?> type = Class.forName("io.orderlake.lakehouse.JobOptions");
        Method method = type.getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(options);
    }
}
