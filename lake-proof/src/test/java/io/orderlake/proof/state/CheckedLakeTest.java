package io.orderlake.proof.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.ObjectReaders;
import io.orderlake.proof.lake.RowParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedLakeTest {

    @TempDir
    private Path folder;

    @Test
    void aRestartKeepsWhichFormatsAreNotCompared() {
        Path file = folder.resolve("state");
        try (ProofStore store = ProofStore.open(file)) {
            List.of(
                            "errors/transform/x/1.jsonl",
                            "landing/avro/orders/1.avro",
                            "landing/avro/orders/2.avro",
                            "landing/avro-2/orders/1.avro",
                            "landing/json/orders/1.json",
                            "landing/parquet/orders/1.parquet",
                            "silver/orders/1")
                    .forEach(key -> store.lake().put(key, new CheckedObject("claim", 1, "", 1, 1, "", 1)));
            store.commit();
        }

        try (ProofStore store = ProofStore.open(file)) {
            assertThat(store.lake().formats()).containsExactlyInAnyOrder("avro", "avro-2", "json", "parquet");
            assertThat(new ObjectReaders(new RowParser(Map.of()), List.of())
                            .notRead(store.lake().formats()))
                    .containsExactlyInAnyOrder("avro", "avro-2", "parquet");
        }
    }
}
