package io.orderlake.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.RowEvent;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.transformer.enrich.Enrichment;
import io.orderlake.transformer.enrich.Enrichments;
import io.orderlake.transformer.enrich.Findings;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.DecimalNode;

/** Adds an enrichment with no more than the table "Where do I change …" of the README names. */
class NewEnrichmentTest {

    /** One class. */
    private static final class Tax implements Enrichment {

        @Override
        public String name() {
            return "tax";
        }

        @Override
        public List<String> reads() {
            return List.of("price");
        }

        @Override
        public List<String> fills() {
            return List.of("tax");
        }

        @Override
        public Findings enrich(Map<String, @Nullable Object> row) {
            return row.get("price") instanceof BigDecimal price
                    ? Findings.of(Map.of("tax", DecimalNode.valueOf(price.multiply(new BigDecimal("0.2")))))
                    : Findings.NONE;
        }
    }

    /** One line in the list of enrichments. */
    private static final Enrichments ENRICHMENTS = new Enrichments(List.of(new Tax()));

    /** Its column in {@code tables.yml}, and its name under {@code enrich}. */
    private static final String TABLES = """
            tables:
              items:
                source: Items
                key: [id]
                columns:
                  id: string
                  price: decimal(12,2)
                  tax: derived decimal(12,3)
                enrich: [tax]
            """;

    @Test
    void itsColumnIsFilledWhereTheSourceHasNoValue() {
        assertThat(row("").content().columns()).containsEntry("tax", new BigDecimal("1.000"));
        assertThat(row(",\"tax\":{\"NULL\":true}").content().columns()).containsEntry("tax", new BigDecimal("1.000"));
    }

    @Test
    void aValueOfTheSourceIsKept() {
        assertThat(row(",\"tax\":{\"N\":\"0.5\"}").content().columns()).containsEntry("tax", new BigDecimal("0.500"));
    }

    @Test
    void aValueOfTheSourceThatDoesNotFitIsRescuedAndTheColumnIsFilled() {
        RowEvent row = row(",\"tax\":{\"S\":\"much\"}");

        assertThat(row.content().columns()).containsEntry("tax", new BigDecimal("1.000"));
        assertThat(row.content().rescued()).isEqualTo("{\"tax\":\"much\"}");
        assertThat(row.content().quality()).containsExactly("misfit:tax");
    }

    private static RowEvent row(String attribute) {
        String change = """
                {"eventID":"e-1","eventName":"INSERT","eventSourceARN":"arn:aws:dynamodb:eu-west-1:1:table/Items/stream/1",\
                "dynamodb":{"ApproximateCreationDateTime":1795168801,"SequenceNumber":"1","Keys":{"id":{"S":"i-1"}},\
                "NewImage":{"id":{"S":"i-1"},"price":{"N":"5"}%s}}}""".formatted(attribute);
        Tables tables =
                TablesFile.read("tables.yml", new ByteArrayInputStream(TABLES.getBytes(StandardCharsets.UTF_8)));
        TransformFixtures fixtures = new TransformFixtures(tables, ENRICHMENTS);
        return (RowEvent) LakeRecordJson.read(fixtures.apply(TransformFixtures.packed(0, change))
                .records()
                .get(0)
                .data());
    }
}
