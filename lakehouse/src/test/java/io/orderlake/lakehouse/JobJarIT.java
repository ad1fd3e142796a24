package io.orderlake.lakehouse;

import static io.orderlake.lakehouse.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.gold.OrderHistory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped job jar, submitted with a class path like that of Glue: Spark, Iceberg and Hudi, and nothing of ours. */
class JobJarIT {

    private static final int MAX_BYTES = 5_000_000;

    private final Path jar = Path.of(System.getProperty("orderlake.job-jar"));

    @Test
    void theJarIsSmallAndRelocatesItsLibraries() throws IOException {
        try (JarFile contents = new JarFile(jar.toFile())) {
            List<String> foreign = contents.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("io/orderlake/"))
                    .toList();
            assertThat(foreign).isEmpty();
        }
        assertThat(Files.size(jar)).isLessThan(MAX_BYTES);
    }

    @Test
    void submittedToSparkItBuildsSilverAndGold() throws Exception {
        TestLake lake = new TestLake();
        TableSpec orders = TestTables.orders();
        lake.append(orders, new OrderHistory(1).next(20));
        lake.append(TestTables.parcels(), insert("a", 1));

        Process job = new ProcessBuilder(command(lake))
                .redirectErrorStream(true)
                .redirectOutput(lake.warehouse.resolve("job.log").toFile())
                .start();

        assertThat(job.waitFor())
                .as("see %s", lake.warehouse.resolve("job.log"))
                .isZero();
        assertThat(Files.readString(lake.warehouse.resolve("job.log")))
                .contains("{\"job\":\"silver\",\"outcome\":{\"table\":\"orders\"")
                .contains("{\"job\":\"gold\",\"outcome\":{\"table\":\"order_funnel\"");
        assertThat(lake.spark.table(lake.catalog + ".gold.customer_value").count())
                .isPositive();
    }

    private List<String> command(TestLake lake) {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(
                Arrays.stream(System.getProperty("orderlake.java-options").split("\\s+"))
                        .filter(option -> option.startsWith("--add-opens"))
                        .toList());
        command.addAll(List.of("-Xmx700m", "-cp", provided(), "org.apache.spark.deploy.SparkSubmit"));
        command.addAll(List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"));
        command.addAll(
                List.of("--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.driver.bindAddress=127.0.0.1"));
        command.addAll(List.of("--conf", "spark.sql.shuffle.partitions=2"));
        command.addAll(List.of("--class", "io.orderlake.lakehouse.LakehouseJob", jar.toString()));
        command.addAll(List.of("--job", "silver,gold", "--catalog", lake.catalog));
        command.addAll(List.of(
                "--catalog-option",
                "type=hadoop",
                "--warehouse",
                lake.warehouse.toUri().toString()));
        return command;
    }

    /** The part of this test's class path that belongs to Spark, Iceberg and Hudi. */
    private static String provided() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !entry.matches(
                        ".*(change-contract|process-guard|tools/jackson|snakeyaml-engine|picocli|junit|assertj).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
