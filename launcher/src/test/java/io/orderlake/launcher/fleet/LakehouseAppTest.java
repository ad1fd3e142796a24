package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.launcher.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakehouseAppTest {

    @TempDir
    private Path home = Path.of("");

    @Test
    void theClassPathIsWrittenToAFileThatJavaReads() throws Exception {
        build();
        Path spark = Files.writeString(home.resolve("spark \"x\".jar"), "spark");
        Files.writeString(classPath(), spark + File.pathSeparator + home.resolve("iceberg.jar") + "\n");
        Files.writeString(home.resolve("iceberg.jar"), "iceberg");

        Path arguments = LakehouseApp.of(home).staged(home.resolve("state"));

        Path job = home.resolve("state/job.jar");
        assertThat(job).hasContent("job");
        assertThat(arguments)
                .hasContent("-cp\n\"" + job + File.pathSeparator
                        + spark.toString().replace("\"", "\\\"") + File.pathSeparator + home.resolve("iceberg.jar")
                        + "\"\n");
    }

    @Test
    void theErrorOfAMissingAppNamesTheLogOfTheBuild() throws Exception {
        assertThatThrownBy(() -> LakehouseApp.of(home))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Cannot run Spark for silver and gold: ")
                .hasMessageContaining("build-lakehouse.log");
        build();
        assertThatThrownBy(() -> LakehouseApp.of(home)).hasMessageEndingWith("spark.classpath does not exist");
    }

    @Test
    void theErrorNamesAMissingJar() throws Exception {
        build();
        Files.writeString(classPath(), home.resolve("gone.jar").toString());
        assertThatThrownBy(() -> LakehouseApp.of(home)).hasMessageEndingWith("gone.jar does not exist");
    }

    private void build() throws IOException {
        Files.createDirectories(home.resolve("lakehouse/target"));
        Files.writeString(home.resolve("lakehouse/target/lakehouse-1-job.jar"), "job");
    }

    private Path classPath() {
        return home.resolve("lakehouse/target/spark.classpath");
    }
}
