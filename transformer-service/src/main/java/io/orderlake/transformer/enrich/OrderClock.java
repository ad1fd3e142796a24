package io.orderlake.transformer.enrich;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/** Hour (0 to 23), weekday (MONDAY to SUNDAY) and date of {@code created_at}, in UTC. */
final class OrderClock implements Enrichment {

    private static final String CREATED_AT = "created_at";
    private static final String HOUR = "order_hour";
    private static final String WEEKDAY = "order_weekday";
    private static final String DATE = "order_date";

    @Override
    public String name() {
        return "order_clock";
    }

    @Override
    public List<String> reads() {
        return List.of(CREATED_AT);
    }

    @Override
    public List<String> fills() {
        return List.of(HOUR, WEEKDAY, DATE);
    }

    @Override
    public Findings enrich(Map<String, @Nullable Object> row) {
        if (!(row.get(CREATED_AT) instanceof String text)) {
            return Findings.NONE;
        }
        try {
            OffsetDateTime created = Instant.parse(text).atOffset(ZoneOffset.UTC);
            return Findings.of(Map.of(
                    HOUR, LongNode.valueOf(created.getHour()),
                    WEEKDAY, StringNode.valueOf(created.getDayOfWeek().name()),
                    DATE, StringNode.valueOf(created.toLocalDate().toString())));
        } catch (DateTimeException e) {
            return Findings.NONE;
        }
    }
}
