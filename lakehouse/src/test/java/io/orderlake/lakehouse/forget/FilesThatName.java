package io.orderlake.lakehouse.forget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Searches every file of a folder, whether it belongs to a snapshot or not: Parquet decoded, the rest byte by byte. */
final class FilesThatName {

    private FilesThatName() {}

    static List<String> person(SparkSession spark, String id, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(spark, id, file))
                    .map(Path::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(SparkSession spark, String id, Path file) {
        try {
            if (file.toString().endsWith(".parquet")) {
                return spark.read().parquet(file.toString()).collectAsList().stream()
                        .anyMatch(row -> row.toString().contains(id));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
