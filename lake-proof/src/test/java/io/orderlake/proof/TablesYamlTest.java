package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesYamlTest {

    @Test
    void aDerivedColumnHasItsTypeAndIsMarked(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tables.yml"), """
                tables:
                  items:
                    source: Items
                    key: [id]
                    columns:
                      id: string
                      price: decimal(12,2)
                      tax: derived decimal(12,3)
                """);

        TableShape items = TablesYaml.read(file).get(0);

        assertThat(items.derived()).containsExactly("tax");
        assertThat(items.typeOf("tax")).isEqualTo("decimal(12,3)");
        assertThat(items.typeOf("price")).isEqualTo("decimal(12,2)");
    }
}
